package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that would lose events are rejected, and isolation levels that would block them left. */
@Timeout(60)
class UnsafeTablesTest {
  private static final EventKey EVENT = Events.key("evt_1", "ord_1", 1);

  private Effects effects;

  private Claimer receiver(Database database, String... changes) throws SQLException {
    effects = Effects.in(database);
    for (String change : changes) {
      effects.execute(change);
    }
    JdbcEventStore store = JdbcEventStore.of(effects.pool());
    return new Claimer(store, event -> Effects.insert(store.connection(), event));
  }

  @AfterEach
  void close() {
    if (effects != null) { // if there is such a database
      assertThat(effects.connectionsInUse()).isZero();
      effects.close();
    }
  }

  private void assertRejected(Claimer receiver, String... words) throws SQLException {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> receiver.deliver(EVENT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(words);
    }
    assertThat(effects.counts()).isEmpty();
    assertThat(effects.number("select count(*) from peeker_webhook_event")).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "MYSQL"})
  void claim_inTablesThatIgnoreLetterCase_isRejected(Database database) throws SQLException {
    assertRejected(
        receiver(
            database,
            "alter table peeker_webhook_event modify event_id varchar(200)"
                + " character set utf8mb4 collate utf8mb4_general_ci not null"),
        "peeker_webhook_event takes different ids for the same one",
        "JdbcEventStore.schema(…)");
    assertRejected(
        receiver(
            database,
            "alter table peeker_webhook_subject modify subject varchar(255)"
                + " character set utf8mb4 collate utf8mb4_general_ci not null"),
        "peeker_webhook_subject takes different ids for the same one");
  }

  @Test
  void claim_inH2ThatIgnoresLetterCase_isRejected() throws SQLException {
    assertRejected(
        receiver(
            Database.H2,
            "alter table peeker_webhook_event alter column event_id varchar_ignorecase(200)"),
        "peeker_webhook_event takes different ids for the same one");
  }

  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "MYSQL"})
  void claim_inTablesWithoutTransactions_isRejected(Database database) throws SQLException {
    assertRejected(
        receiver(database, "alter table peeker_webhook_event engine = MyISAM"),
        "peeker_webhook_event has no transactions",
        "JdbcEventStore.schema(…)");
  }

  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "MYSQL"})
  void claim_inTablesThatCutIds_isRejected(Database database) throws Exception {
    Claimer receiver =
        receiver(database, "alter table peeker_webhook_event modify event_id varchar(50)");

    assertThatThrownBy(() -> receiver.deliver(EVENT))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Data too long");
  }

  @ParameterizedTest
  @EnumSource
  void connections_ofAnyIsolation_goBackWithIt(Database database) throws Exception {
    effects = Effects.in(database);
    try (Connection connection = effects.pool().getConnection()) {
      for (StormTest.Isolation isolation : StormTest.Isolation.values()) {
        connection.setTransactionIsolation(isolation.level());
        JdbcEventStore store = JdbcEventStore.of(Pool.lending(connection));

        store.inTransaction(
            () ->
                assertThat(store.connection().getTransactionIsolation())
                    .isEqualTo(Connection.TRANSACTION_READ_COMMITTED));
        assertThatThrownBy(() -> store.inTransaction(() -> Integer.parseInt("x")))
            .isInstanceOf(NumberFormatException.class);

        assertThat(connection.getTransactionIsolation()).isEqualTo(isolation.level());
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }

  /** To look for the record before inserting it would lock the place of the next ones, too. */
  @ParameterizedTest
  @EnumSource
  void event_onANewRecord_doesNotWaitForOneOnAnother(Database database) throws Exception {
    Claimer receiver = receiver(database);
    receiver.deliver(Events.key("evt_0", "ord_0", 0));
    JdbcEventStore store = JdbcEventStore.of(effects.pool());
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FutureTask<Claim> slow =
        new FutureTask<>(
            () ->
                new Claimer(
                        store,
                        event -> {
                          claimed.countDown();
                          goOn.await();
                        })
                    .deliver(EVENT));
    new Thread(slow).start();
    try {
      assertThat(claimed.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(receiver.deliver(Events.key("evt_2", "ord_2", 2))).isEqualTo(Claim.NEW);
      assertThat(slow.isDone()).isFalse();
    } finally {
      goOn.countDown();
    }
    assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo(Claim.NEW);
  }

  /** H2 starts its lock timeout again with each transaction that a statement waits for. */
  @ParameterizedTest
  @EnumSource
  void claims_behindManySlowEffectsOnOneRecord_endWithinTheClaimTimeout(Database database)
      throws Exception {
    effects = Effects.in(database);
    JdbcEventStore store =
        JdbcEventStore.of(effects.pool()).withClaimTimeout(Duration.ofSeconds(1));
    store.inTransaction(() -> store.claim(EVENT)); // it checks the tables
    effects.execute("delete from peeker_webhook_event");
    ExecutorService crowd = Executors.newFixedThreadPool(12);
    try {
      List<Future<Long>> claims = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        EventKey event = Events.key("evt_" + i, "ord_1", i);
        claims.add(crowd.submit(() -> millisOfAClaim(store, event)));
      }
      for (Future<Long> millis : claims) {
        assertThat(millis.get(30, TimeUnit.SECONDS)).isLessThan(4_000); // a busy machine is slow
      }
    } finally {
      crowd.shutdownNow();
    }
  }

  private static long millisOfAClaim(JdbcEventStore store, EventKey event) throws Exception {
    long[] millis = new long[1];
    store.inTransaction(
        () -> {
          long start = System.nanoTime();
          Claim claim = store.claim(event);
          millis[0] = (System.nanoTime() - start) / 1_000_000;
          if (claim != Claim.IN_PROGRESS) {
            new CountDownLatch(1).await(700, TimeUnit.MILLISECONDS); // the effect
          }
        });
    return millis[0];
  }
}
