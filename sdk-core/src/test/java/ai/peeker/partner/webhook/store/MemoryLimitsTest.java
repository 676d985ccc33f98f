package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the store in memory, and the limits that they set. */
class MemoryLimitsTest extends MemoryStoreFixture {
  private MemoryEventStore withRoomFor(int events) {
    return MemoryEventStore.builder().millis(clock::millis).capacity(events).build();
  }

  @Test
  void retention_untilItIsOver_remembers() {
    handle(store, EVENT);
    clock.pass(Duration.ofDays(2));
    assertThat(store.claim(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(store.claim(EARLIER)).isEqualTo(Claim.STALE);

    clock.pass(Duration.ofMillis(1));
    assertThat(store.claim(EVENT)).isEqualTo(Claim.NEW);
    assertThat(store.claim(Events.key("evt_2", "ord_1", 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void retention_ofManyEvents_forgetsThemAllAtTheNextCall() {
    for (int i = 0; i < 100; i++) {
      handle(store, event("evt_" + i));
    }
    clock.pass(Duration.ofHours(1));
    handle(store, event("evt_recent"));
    clock.pass(Duration.ofHours(47).plusMillis(1));

    assertThat(store.size()).isOne();
  }

  @Test
  void capacity_whenItIsReached_forgetsWhatWasDoneFirst() {
    MemoryEventStore small = withRoomFor(2);
    small.claim(event("evt_1"));
    handle(small, event("evt_2"));
    small.markHandled(event("evt_1"));
    handle(small, event("evt_3"));

    assertThat(small.size()).isEqualTo(2);
    assertThat(small.claim(event("evt_1"))).isEqualTo(Claim.HANDLED);
    assertThat(small.claim(event("evt_3"))).isEqualTo(Claim.HANDLED);
    assertThat(small.claim(event("evt_2"))).isEqualTo(Claim.NEW);
  }

  @Test
  void capacity_whenAllIsInProgress_takesNoMore() {
    MemoryEventStore small = withRoomFor(2);
    small.claim(event("evt_1"));
    small.claim(event("evt_2"));

    assertThat(small.claim(event("evt_3"))).isEqualTo(Claim.IN_PROGRESS);
    assertThat(small.size()).isEqualTo(2);
    small.release(event("evt_1"));
    assertThat(small.claim(event("evt_3"))).isEqualTo(Claim.NEW);
    assertThat(small.claim(event("evt_2"))).isEqualTo(Claim.IN_PROGRESS);
  }

  @Test
  void capacity_ofOne_holdsOne() {
    MemoryEventStore tiny = withRoomFor(1);

    assertThat(handle(tiny, EVENT)).isEqualTo(Claim.NEW);
    assertThat(tiny.claim(EVENT)).isEqualTo(Claim.HANDLED);
    assertThat(handle(tiny, event("evt_2"))).isEqualTo(Claim.NEW);
    assertThat(tiny.size()).isOne();
  }

  @Test
  void capacity_forSubjects_forgetsTheOneHandledFirst() {
    MemoryEventStore small = withRoomFor(2);
    handle(small, Events.key("evt_1", "ord_1", 9));
    handle(small, Events.key("evt_2", "ord_2", 9));
    handle(small, Events.key("evt_3", "ord_1", 9));
    handle(small, Events.key("evt_4", "ord_3", 9));

    assertThat(small.claim(Events.key("evt_5", "ord_1", 1))).isEqualTo(Claim.STALE);
    assertThat(small.claim(Events.key("evt_6", "ord_2", 1))).isEqualTo(Claim.NEW);
  }

  @Test
  void markHandled_withoutRoom_staysWithinTheCapacity() {
    MemoryEventStore tiny = withRoomFor(1);
    tiny.claim(EVENT);
    tiny.markHandled(event("evt_2"));

    assertThat(tiny.size()).isOne();
    assertThat(tiny.claim(EVENT)).isEqualTo(Claim.IN_PROGRESS);
  }

  private static void assertRejected(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H59M59.999S", "PT0S", "-PT48H", "P3651D"})
  void retention_outOfRange_isRejected(Duration retention) {
    assertRejected(
        () -> MemoryEventStore.builder().retention(retention),
        "retention is out of range: " + retention,
        "25 hours");
  }

  @Test
  void retention_of25Hours_isTaken() {
    MemoryEventStore daily =
        MemoryEventStore.builder().millis(clock::millis).retention(Duration.ofHours(25)).build();
    handle(daily, EVENT);
    clock.pass(Duration.ofHours(25));
    assertThat(daily.size()).isOne();
    clock.pass(Duration.ofMillis(1));
    assertThat(daily.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59.999S", "PT0S", "-PT1H", "PT24H0.001S"})
  void claimTimeout_outOfRange_isRejected(Duration limit) {
    assertRejected(
        () -> MemoryEventStore.builder().claimTimeout(limit),
        "claimTimeout is out of range: " + limit,
        "1 minute");
  }

  @Test
  void claimTimeout_ofAMinute_isTaken() {
    MemoryEventStore hasty =
        MemoryEventStore.builder()
            .millis(clock::millis)
            .claimTimeout(Duration.ofMinutes(1))
            .build();
    hasty.claim(EVENT);
    clock.pass(Duration.ofMinutes(1).plusMillis(1));

    assertThat(hasty.claim(EVENT)).isEqualTo(Claim.NEW);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void capacity_belowOne_isRejected(int capacity) {
    assertRejected(() -> withRoomFor(capacity), "capacity is out of range: " + capacity);
  }

  @Test
  void arguments_thatAreNull_areRejected() {
    assertRejected(() -> store.claim(null), "event must not be null");
    assertRejected(() -> store.markHandled(null), "event must not be null");
    assertRejected(() -> store.release(null), "event must not be null");
    MemoryEventStore.Builder builder = MemoryEventStore.builder();
    assertRejected(() -> builder.retention(null), "retention must not be null");
    assertRejected(() -> builder.claimTimeout(null), "claimTimeout must not be null");
  }

  @Test
  void create_withoutSettings_usesTheMachinesClock() {
    assertThat(handle(MemoryEventStore.create(), EVENT)).isEqualTo(Claim.NEW);
  }
}
