package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.FailedOnPurposeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcEventStoreTest {
  private static final EventKey EVENT = Events.key("evt_1", "ord_1", 5);
  private static final EventKey EARLIER = Events.key("evt_0", "ord_1", 4);

  @Parameter private Database database;

  private Effects effects;
  private JdbcEventStore store;
  private Claimer receiver;

  @BeforeEach
  void createTables() throws SQLException {
    effects = Effects.in(database);
    store = JdbcEventStore.of(effects.pool());
    receiver = new Claimer(store, event -> Effects.insert(store.connection(), event));
  }

  @AfterEach
  void giveBack() {
    if (effects != null) { // if there is such a database
      assertThat(effects.connectionsInUse()).isZero();
      effects.close();
    }
  }

  /** As drivers need it that take one statement at a time. */
  @Test
  void schema_splitAtItsSemicolons_isStatements() {
    assertThat(JdbcEventStore.schema(database.kind).split(";"))
        .filteredOn(statement -> !statement.isBlank())
        .allSatisfy(
            statement ->
                assertThat(statement.replaceAll("(?m)^--.*$", "").strip()).startsWith("create "));
  }

  @Test
  void claim_ofAnEventNotSeenBefore_isNew() throws Exception {
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);

    assertThat(effects.counts()).containsOnlyKeys("evt_1");
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_ofACommittedEvent_isHandled() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_ofIdsThatDifferInCase_areTwoEvents() throws Exception {
    receiver.deliver(Events.key("evt_a", null, 1));

    assertThat(receiver.deliver(Events.key("evt_A", null, 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_ofTheLongestIds_isNew() throws Exception {
    EventKey longest = Events.key("e".repeat(200), "s".repeat(200), 99);

    assertThat(receiver.deliver(longest)).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(longest)).isEqualTo(Claim.HANDLED);
  }

  @Test
  void claim_afterAFailure_isNewAgainAndNothingIsLeftOfTheFirst() throws Exception {
    Claimer failing =
        new Claimer(
            store,
            event -> Effects.insert(store.connection(), event),
            event -> {
              throw new FailedOnPurposeException();
            });

    assertThatThrownBy(() -> failing.deliver(EVENT)).isInstanceOf(FailedOnPurposeException.class);

    assertThat(effects.counts()).isEmpty();
    assertThat(effects.number("select count(*) from peeker_webhook_subject")).isZero();
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_thatFoundADuplicate_leavesTheTransactionUsable() throws Exception {
    receiver.deliver(EVENT);

    store.inTransaction(
        () -> {
          assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
          Effects.insert(store.connection(), EARLIER);
        });

    assertThat(effects.counts()).containsOnlyKeys("evt_0", "evt_1");
  }

  @Test
  void claim_whileAnotherDeliveryIsHandled_timesOutAndTheTransactionIsUsable() throws Exception {
    JdbcEventStore hasty = store.withClaimTimeout(Duration.ofSeconds(1));
    JdbcEventStore rival = JdbcEventStore.of(effects.pool());
    rival.inTransaction(
        () -> {
          rival.claim(EVENT);
          hasty.inTransaction(
              () -> {
                assertThat(hasty.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS);
                Effects.insert(hasty.connection(), EARLIER);
              });
          rival.markHandled(EVENT);
        });

    assertThat(effects.counts()).containsOnlyKeys("evt_0");
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.HANDLED);
  }

  @Test
  void claim_whileAnotherDeliveryIsHandledAndCommits_isHandled() throws Exception {
    assertThat(claimWhileInWork(EVENT, EVENT, false)).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_whileAnotherDeliveryIsHandledAndFails_isNew() throws Exception {
    assertThat(claimWhileInWork(EVENT, EVENT, true)).isEqualTo(Claim.NEW);
    assertThat(effects.counts()).containsEntry("evt_1", 1);
  }

  @Test
  void claim_whileALaterEventOnItsSubjectIsHandled_isStale() throws Exception {
    assertThat(claimWhileInWork(EVENT, EARLIER, false)).isEqualTo(Claim.STALE);
  }

  @Test
  void claim_whileALaterEventOnItsSubjectFails_isNew() throws Exception {
    assertThat(claimWhileInWork(EVENT, EARLIER, true)).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_whileALaterEventOnAKnownSubjectIsHandled_isStale() throws Exception {
    receiver.deliver(Events.key("evt_first", "ord_1", 1));

    assertThat(claimWhileInWork(EVENT, EARLIER, false)).isEqualTo(Claim.STALE);
  }

  /** Delivers the second event, which has to wait until the first ends. */
  private Claim claimWhileInWork(EventKey first, EventKey second, boolean firstFails)
      throws Exception {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch waited = new CountDownLatch(1);
    Claimer slow =
        new Claimer(
            store,
            event -> {
              Effects.insert(store.connection(), event);
              claimed.countDown();
              waited.await();
              if (firstFails) {
                throw new FailedOnPurposeException();
              }
            });
    FutureTask<Claim> one = new FutureTask<>(() -> slow.deliver(first));
    new Thread(one).start();
    assertThat(claimed.await(20, TimeUnit.SECONDS)).isTrue();
    FutureTask<Claim> other = new FutureTask<>(() -> receiver.deliver(second));
    Thread waiting = new Thread(other);
    waiting.start();
    effects.awaitWaiting(waiting);
    waited.countDown();
    if (firstFails) {
      assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FailedOnPurposeException.class);
    } else {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(Claim.NEW);
    }
    return other.get(30, TimeUnit.SECONDS);
  }

  @Test
  void claim_whileAnotherEventOnItsSubjectTakesTooLong_isInProgressAndNotRemembered()
      throws Exception {
    JdbcEventStore hasty = store.withClaimTimeout(Duration.ofSeconds(1));
    receiver.deliver(Events.key("evt_first", "ord_1", 1));
    try (Connection other = effects.pool().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update peeker_webhook_subject set event_created_at = 9");
      hasty.inTransaction(() -> assertThat(hasty.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS));
      other.rollback();
      other.setAutoCommit(true);
    }
    assertThat(receiver.deliver(EVENT)).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_afterALaterEventOnItsSubject_isStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.STALE);
    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.HANDLED);
    assertThat(effects.counts()).containsOnlyKeys("evt_0", "evt_1");
  }

  @Test
  void claim_afterAStaleEvent_isStillComparedWithTheLatest() throws Exception {
    receiver.deliver(EVENT);
    receiver.deliver(Events.key("evt_late", "ord_1", 1));

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.STALE);
  }

  @Test
  void claim_ofTheSamePosition_isNotStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(Events.key("evt_2", "ord_1", 5))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_ofALaterEventOrAnotherSubjectOrNone_isNotStale() throws Exception {
    receiver.deliver(EVENT);

    assertThat(receiver.deliver(Events.key("evt_2", "ord_1", 6))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_3", "ord_2", 1))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_4", null, 9))).isEqualTo(Claim.NEW);
    assertThat(receiver.deliver(Events.key("evt_5", null, 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_afterALaterEventFailed_isNotStale() throws Exception {
    Claimer failing =
        new Claimer(
            store,
            event -> {
              throw new FailedOnPurposeException();
            });
    assertThatThrownBy(() -> failing.deliver(EVENT)).isInstanceOf(FailedOnPurposeException.class);

    assertThat(receiver.deliver(EARLIER)).isEqualTo(Claim.NEW);
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

  /** To take that for a duplicate would lose the event. */
  @Test
  void claim_thatViolatesAnotherRule_isThrown() throws Exception {
    effects.execute("alter table peeker_webhook_event add column tenant int not null");

    assertThatThrownBy(() -> receiver.deliver(EVENT))
        .isInstanceOf(SQLException.class)
        .hasMessageMatching("(?is).*null.*tenant.*|.*tenant.*(null|default value).*");
  }

  @Test
  void claim_withoutTables_isThrown() throws Exception {
    effects.execute("drop table peeker_webhook_event");

    assertThatThrownBy(() -> receiver.deliver(EVENT)).isInstanceOf(SQLException.class);
  }

  @Test
  void claim_leavesTheTimeLimitOfOtherStatementsAlone() throws Exception {
    store.inTransaction(
        () -> {
          store.claim(EVENT);
          store.markHandled(EVENT);
          try (PreparedStatement statement = store.connection().prepareStatement("select 1")) {
            assertThat(statement.getQueryTimeout()).isZero();
          }
        });
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
