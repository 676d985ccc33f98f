package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.FailedOnPurposeException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims that wait for the transaction of another delivery. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcConcurrentClaimTest extends EachDatabaseFixture {
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
}
