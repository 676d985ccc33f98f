package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The window of an order, by a wall clock that may be wrong. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallOrderClockTest {
  private final CallRig rig;

  CallOrderClockTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
    rig.policy = RetryPolicy.none();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "PT26H", "P300D"})
  void clock_thatWasAheadWhenTheOrderWasPrepared_doesNotLengthenItsWindow(Duration ahead) {
    rig.time.setWallClockError(ahead);
    PendingOrder pending = rig.prepared();
    rig.time.setWallClockError(Duration.ZERO);
    rig.sender.lost().lost();

    assertThat(failure(CallException.class, rig.place(pending)))
        .isInstanceOf(OrderOutcomeUnknownException.class); // is not taken for one of the future
    rig.time.pass(Duration.ofHours(23).plusMinutes(58));
    assertThat(failure(CallException.class, rig.place(pending)))
        .isInstanceOf(OrderOutcomeUnknownException.class);
    rig.time.pass(Duration.ofMinutes(1));

    assertThat(failure(CallException.class, rig.place(pending)))
        .isInstanceOf(OrderWindowClosedException.class);
    assertThat(rig.sender.exchanges()).hasSize(2);
  }

  @Test
  void clock_thatWasAhead_isCorrectedInTheOrderToBeStored() {
    rig.time.setWallClockError(Duration.ofHours(2));
    PendingOrder pending = rig.prepared();
    rig.time.setWallClockError(Duration.ZERO);
    rig.time.passMillis(5_000);
    rig.sender.lost();

    PendingOrder stored =
        failure(OrderOutcomeUnknownException.class, rig.place(pending)).pendingOrder();

    assertThat(stored.firstSentAt()).isEqualTo("2026-05-08T12:00:00Z");
  }

  @Test
  void clock_thatIsSetBackDuringTheFirstCall_isCorrectedInTheOrderToBeStored() {
    rig.time.setWallClockError(Duration.ofHours(2));
    CompletableFuture<ApiResponse<String>> result = rig.place(null);
    rig.time.setWallClockError(Duration.ZERO);
    rig.time.passMillis(5_000);

    rig.sender.last().lose();

    assertThat(failure(OrderOutcomeUnknownException.class, result).pendingOrder().firstSentAt())
        .isEqualTo("2026-05-08T12:00:00Z");
  }

  @Test
  void clock_thatIsSetBackWhileTheOrderIsOpen_doesNotLengthenItsWindow() {
    PendingOrder parsed = PendingOrder.of(CallRig.BYTES, rig.time.now(), "test");
    rig.sender.lost();
    assertThat(failure(CallException.class, rig.place(parsed)))
        .isInstanceOf(OrderOutcomeUnknownException.class);
    rig.time.setWallClockError(Duration.ofSeconds(-150));

    rig.time.pass(Duration.ofHours(23).plusMinutes(59));

    assertThat(failure(CallException.class, rig.place(parsed)))
        .isInstanceOf(OrderWindowClosedException.class);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void clock_thatIsSetForward_endsTheWindowEarly() {
    PendingOrder pending = rig.prepared();
    rig.time.setWallClockError(Duration.ofHours(24));

    assertThat(failure(CallException.class, rig.place(pending)))
        .isInstanceOf(OrderWindowClosedException.class);
  }

  @Test
  void orderFromTheFuture_triedAgain_isStillNotSent() {
    PendingOrder parsed =
        PendingOrder.of(CallRig.BYTES, rig.time.now().plus(Duration.ofHours(2)), "test");

    for (int i = 0; i < 3; i++) {
      assertThat(failure(OrderOutcomeUnknownException.class, rig.place(parsed)))
          .hasMessageContaining("but this machine's clock says");
    }
    assertThat(rig.sender.exchanges()).isEmpty();
  }

  @Test
  void window_thatClosesWhileARepetitionWaitsForAPermit_endsTheCallOfAResumedOrder() {
    PendingOrder old = openFor(Duration.ofSeconds(30));
    rig.policy = RetryPolicy.defaults();
    rig.sender.next(503, "");
    CompletableFuture<ApiResponse<String>> result = holdTheSecondPermit(() -> rig.place(old));

    rig.time.passMillis(40_000);
    rig.limiter.grant(rig.limiter.last());

    assertThat(failure(CallException.class, result)).isInstanceOf(OrderWindowClosedException.class);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  private PendingOrder openFor(Duration left) {
    Instant sent = rig.time.now().minus(PendingOrder.RESUMABLE_FOR).plus(left);
    return PendingOrder.of(CallRig.BYTES, sent, "test");
  }

  private CompletableFuture<ApiResponse<String>> holdTheSecondPermit(
      Supplier<CompletableFuture<ApiResponse<String>>> start) {
    CompletableFuture<ApiResponse<String>> result = start.get();
    rig.limiter.holds = true;
    rig.time.passMillis(5_000); // longer than the first delay
    assertThat(rig.limiter.requests).hasSize(2);
    return result;
  }
}
