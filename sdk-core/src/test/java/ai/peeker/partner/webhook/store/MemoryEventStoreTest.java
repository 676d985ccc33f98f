package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a claim finds in memory. */
class MemoryEventStoreTest extends MemoryStoreFixture {
  @Test
  void claim_ofAnEventNotSeenBefore_isNew() {
    assertThat(store.claim(EVENT)).isEqualTo(Claim.NEW);
    assertThat(store.size()).isOne();
  }

  @Test
  void claim_ofAnEventInProgress_isInProgress() {
    store.claim(EVENT);

    assertThat(store.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS);
    assertThat(store.size()).isOne();
  }

  @Test
  void claim_ofAnEventThatWasHandled_isHandled() {
    handle(store, EVENT);

    assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(store.size()).isOne();
  }

  @Test
  void claim_afterAFailure_isNewAgain() {
    store.claim(EVENT);
    store.release(EVENT);

    assertThat(store.size()).isZero();
    assertThat(store.claim(EVENT)).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_afterALaterEventOnItsSubject_isStale() {
    handle(store, EVENT);

    assertThat(handle(store, EARLIER)).isEqualTo(Claim.STALE);
    assertThat(store.claim(Events.key("evt_2", "ord_1", 4))).isEqualTo(Claim.STALE);
  }

  @Test
  void claim_ofTheSamePositionOrALaterOne_isNotStale() {
    handle(store, EVENT);

    assertThat(store.claim(Events.key("evt_2", "ord_1", 5))).isEqualTo(Claim.NEW);
    assertThat(store.claim(Events.key("evt_3", "ord_1", 6))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_ofAnotherSubjectOrNone_isNotStale() {
    handle(store, EVENT);
    handle(store, Events.key("evt_2", null, 9));

    assertThat(store.claim(Events.key("evt_3", "ord_2", 1))).isEqualTo(Claim.NEW);
    assertThat(store.claim(Events.key("evt_4", null, 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_whileALaterEventIsInProgressOrAfterItFailed_isNotStale() {
    store.claim(EVENT);
    assertThat(store.claim(EARLIER)).isEqualTo(Claim.NEW);
    store.release(EVENT);

    assertThat(store.claim(Events.key("evt_2", "ord_1", 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void claim_thatWasAbandoned_runsOut() {
    store.claim(EVENT);
    clock.pass(Duration.ofMinutes(15));
    assertThat(store.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS);

    clock.pass(Duration.ofMillis(1));
    assertThat(store.claim(EVENT)).isEqualTo(Claim.NEW);
  }

  @Test
  void markHandled_afterTheClaimRanOut_isRememberedOnce() {
    store.claim(EVENT);
    clock.pass(Duration.ofMinutes(16));
    store.claim(EVENT);
    store.markHandled(EVENT);
    store.markHandled(EVENT);

    assertThat(store.size()).isOne();
    assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
  }

  @Test
  void clock_thatGoesBack_forgetsNothing() {
    handle(store, EVENT);
    clock.pass(Duration.ofDays(-30));

    assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(handle(store, event("evt_2"))).isEqualTo(Claim.NEW);
    assertThat(store.size()).isEqualTo(2);
  }

  private static void inAnotherThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
  }

  @Test
  void event_handledAfterItsClaimRanOut_staysHandledWhenTheSecondFails() throws Exception {
    store.claim(EVENT);
    clock.pass(Duration.ofMinutes(16));
    Claim[] second = new Claim[1];
    inAnotherThread(() -> second[0] = store.claim(EVENT));
    store.markHandled(EVENT);
    inAnotherThread(() -> store.release(EVENT)); // no more the same thread than the first one

    assertThat(second[0]).isEqualTo(Claim.NEW);
    assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
  }

  @Test
  void event_whoseFirstClaimFailsAfterItRanOut_staysClaimedByTheSecond() throws Exception {
    inAnotherThread(() -> store.claim(EVENT));
    clock.pass(Duration.ofMinutes(16));
    store.claim(EVENT);
    inAnotherThread(() -> store.release(EVENT));

    assertThat(store.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS);
  }

  @Test
  void event_whoseTransactionFailsAfterItWasHandled_isNewAgain() {
    handle(store, EVENT);
    store.release(EVENT);

    assertThat(store.claim(EVENT)).isEqualTo(Claim.NEW);
  }

  @Test
  void laterEvent_ofAStaleOne_isTheOneThatWasHandled() {
    handle(store, EVENT);

    assertThat(store.claim(EARLIER)).isEqualTo(Claim.STALE);
    assertThat(store.laterEvent(EARLIER)).contains(EVENT);
    assertThat(store.laterEvent(event("evt_2"))).isEmpty();
  }
}
