package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables, transactions, effects and retention of the store, in each database. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcEventStoreTest extends EachDatabaseFixture {
  /** As drivers need it that take one statement at a time. */
  @Test
  void schema_splitAtItsSemicolons_isStatements() {
    assertThat(JdbcEventStore.schema(database.kind).split(";"))
        .filteredOn(statement -> !statement.isBlank())
        .allSatisfy(
            statement ->
                assertThat(statement.replaceAll("(?m)^--.*$", "").strip()).startsWith("create "));
  }

  /** As a database does to end a deadlock: what follows is a transaction without the claim. */
  @Test
  void effect_thatGoesOnAfterARollback_isNotDone() throws Exception {
    Claimer careless =
        new Claimer(
            store,
            event -> {
              Effects.insert(store.connection(), event);
              try (Statement statement = store.connection().createStatement()) {
                statement.execute("rollback");
              }
            });

    assertThatThrownBy(() -> careless.deliver(EVENT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The transaction of the event " + EVENT.id() + " was rolled back");
    assertThat(effects.counts()).isEmpty();
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);
  }

  /** PostgreSQL has ended the transaction by then, and its driver would commit it in silence. */
  @Test
  void effect_thatSwallowsAViolation_isDoneOnlyIfItsDatabaseCommitsTheRest() throws Exception {
    EventKey event = Events.key("evt_without_subject", null, 1);
    Claimer careless =
        new Claimer(
            store,
            it -> {
              Effects.insert(store.connection(), it);
              try (Statement statement = store.connection().createStatement()) {
                statement.execute("insert into effect (event_id) values (null)");
              } catch (SQLException e) {
                // as if it did not matter
              }
            });

    Throwable failure = catchThrowable(() -> careless.deliver(event));

    boolean handled = failure == null;
    assertThat(effects.counts()).hasSize(handled ? 1 : 0);
    assertThat(receiver.deliver(event)).isEqualTo(handled ? Claim.HANDLED : Claim.NEW);
  }

  @Test
  void deleteOlderThan_25Hours_forgetsWhatIsOlder() throws Exception {
    receiver.deliver(Events.key("evt_old", "ord_old", 9));
    effects.age(Duration.ofHours(20));
    receiver.deliver(Events.key("evt_recent", "ord_recent", 9));
    effects.age(Duration.ofHours(5).plusSeconds(1));

    assertThat(store.deleteOlderThan(Duration.ofHours(25))).isEqualTo(1);

    assertThat(receiver.deliver(Events.key("evt_old", "ord_old", 1))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_recent", null, 1))).isEqualTo(Claim.HANDLED);
    assertThat(receiver.deliver(Events.key("evt_2", "ord_recent", 1))).isEqualTo(Claim.STALE);
  }

  @Test
  void deleteOlderThan_ofASubjectThatGoesOn_keepsIt() throws Exception {
    receiver.deliver(EVENT);
    effects.age(Duration.ofHours(30));
    receiver.deliver(Events.key("evt_2", "ord_1", 5));

    assertThat(store.deleteOlderThan(Duration.ofHours(25))).isEqualTo(1);
    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.STALE);
  }

  @Test
  void inSchema_givenOne_usesItsTablesOnly() throws Exception {
    String name = "partner_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    effects.addSchema(name);
    try {
      JdbcEventStore there = store.inSchema(name);
      there.inTransaction(
          () -> {
            assertThat(there.claim(EVENT)).isEqualTo(Claim.NEW);
            there.markHandled(EVENT);
          });

      assertThat(effects.number("select count(*) from " + name + ".peeker_webhook_event")).isOne();
      assertThat(effects.number("select count(*) from " + name + ".peeker_webhook_subject"))
          .isOne();
      assertThat(effects.number("select count(*) from peeker_webhook_event")).isZero();
      effects.execute("update " + name + ".peeker_webhook_event set handled_at = 0");
      assertThat(there.deleteOlderThan(Duration.ofHours(25))).isOne();
    } finally {
      effects.execute("drop table " + name + ".peeker_webhook_event");
      effects.execute("drop table " + name + ".peeker_webhook_subject");
      effects.execute("drop schema " + name);
    }
  }

  @Test
  void joining_transactionsOfAnother_endsAndClosesNoneOfThem() throws Exception {
    try (Connection connection = effects.pool().getConnection()) {
      connection.setAutoCommit(false);
      JdbcEventStore guest =
          JdbcEventStore.joining(
              work -> {
                try {
                  work.run();
                } finally {
                  connection.rollback(); // the other one's decision
                }
              },
              () -> connection);
      assertThat(new Claimer(guest, e -> Effects.insert(connection, e)).deliver(EVENT))
          .isEqualTo(Claim.NEW);
      assertThat(connection.isClosed()).isFalse();
      connection.setAutoCommit(true);
    }
    assertThat(effects.counts()).isEmpty();
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);
  }

  @Test
  void joining_noTransaction_isRejected() throws Exception {
    try (Connection connection = effects.pool().getConnection()) {
      JdbcEventStore guest = JdbcEventStore.joining(work -> work.run(), () -> connection);

      assertThatThrownBy(() -> guest.inTransaction(() -> guest.claim(EVENT)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("auto-commit", "inTransaction(…)");
    }
    assertThat(effects.number("select count(*) from peeker_webhook_event")).isZero();
  }

  /** Of two machines whose clocks differ by a week, one would forget the events of the other. */
  @Test
  void time_ofAnEvent_isThatOfTheDatabase() throws Exception {
    receiver.deliver(EVENT);

    assertThat(
            effects.number(
                "select handled_at - "
                    + database.kind.now
                    + " from peeker_webhook_event where event_id = 'evt_1'"))
        .isBetween(-60_000L, 0L);
    long now = System.currentTimeMillis(); // the databases of the tests run on this machine
    assertThat(effects.number("select handled_at from peeker_webhook_event"))
        .isBetween(now - 60_000, now + 1_000);
  }
}
