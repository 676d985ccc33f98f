package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.internal.http.ApiKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that places an order: its key, its window, and other calls with the same order. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallOrderTest {
  private static final String FORBIDDEN = "{\"error\":{\"code\":\"forbidden\",\"message\":\"m\"}}";

  private final CallRig rig;

  CallOrderTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
    rig.policy = RetryPolicy.none();
  }

  @Test
  void preparedOrder_thatOneCallLost_isUnknownForEachLaterRejection() {
    PendingOrder pending = rig.prepared();
    assertThat(pending.neverSent()).isTrue();
    rig.sender.lost().next(403, FORBIDDEN).refused().next(403, FORBIDDEN);

    for (int i = 0; i < 4; i++) {
      CallException e = failure(CallException.class, rig.place(pending));

      assertThat(e).isInstanceOf(OrderOutcomeUnknownException.class);
      assertThat(pending.neverSent()).isFalse();
    }
  }

  @Test
  void preparedOrder_thatIsNotSentOrRejected_isNeverSentUntilOneIsLost() {
    PendingOrder pending = rig.prepared();
    rig.sender.refused().next(403, FORBIDDEN).refused().lost();

    for (Outcome expected :
        List.of(Outcome.NOT_SENT, Outcome.REJECTED, Outcome.NOT_SENT, Outcome.UNKNOWN)) {
      assertThat(pending.neverSent()).isTrue();
      assertThat(failure(CallException.class, rig.place(pending)).outcome()).isEqualTo(expected);
    }
    assertThat(pending.neverSent()).isFalse();
  }

  @Test
  void twoCalls_ofOneOrder_neitherRejectionProvesAnythingWhileTheOtherRuns() {
    PendingOrder pending = rig.prepared();
    CompletableFuture<ApiResponse<String>> first = rig.place(pending);
    var firstExchange = rig.sender.last();
    rig.sender.next(403, FORBIDDEN);

    CallException second = failure(CallException.class, rig.place(pending));
    assertThat(second.outcome()).isEqualTo(Outcome.UNKNOWN); // the first may place the order

    firstExchange.respond(403, FORBIDDEN);
    // by then, the server has rejected both
    assertThat(failure(CallException.class, first).outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void twoCalls_ofOneOrder_oneThatWasNotSentDoesNotHideTheRejectionOfTheOther() {
    PendingOrder pending = rig.prepared();
    CompletableFuture<ApiResponse<String>> first = rig.place(pending);
    var firstExchange = rig.sender.last();
    rig.sender.refused();

    CallException second = failure(CallException.class, rig.place(pending));
    firstExchange.respond(403, FORBIDDEN);

    assertThat(second.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure(CallException.class, first).outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void storedOrder_thatWasParsed_mayHaveBeenSentElsewhere() {
    PendingOrder parsed = PendingOrder.parse(rig.prepared().serialize());
    rig.sender.next(403, FORBIDDEN);

    assertThat(parsed.neverSent()).isFalse();
    assertThat(failure(CallException.class, rig.place(parsed)).outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void preparedOrder_thatIsCanceledOrInterruptedWhileSending_isNoLongerNeverSent() {
    PendingOrder pending = rig.prepared();
    CompletableFuture<ApiResponse<String>> result = rig.place(pending);

    stop(result);

    assertThat(pending.neverSent()).isFalse();
    rig.sender.refused();
    assertThat(failure(CallException.class, rig.place(pending)).outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void preparedOrder_thatIsCanceledOrInterruptedInTheLimiter_isStillNeverSent() {
    PendingOrder pending = rig.prepared();
    rig.limiter.holds = true;

    stop(rig.place(pending));

    assertThat(pending.neverSent()).isTrue();
  }

  private void stop(CompletableFuture<ApiResponse<String>> result) {
    if (rig.isBlocking()) {
      rig.interrupt();
    } else {
      result.cancel(true);
    }
  }

  /** Each question gets the next key. */
  private void keys(String... keys) {
    Deque<String> left = new ArrayDeque<>(List.of(keys));
    rig.key = () -> ApiKey.of(left.remove()); // one question more than expected fails
  }

  @Test
  void newOrder_asksForTheKeyOnceAndSaysWhereItWent() {
    keys("pk_live_1");
    rig.sender.lost();

    OrderOutcomeUnknownException e = failure(OrderOutcomeUnknownException.class, rig.place(null));

    assertThat(rig.sender.last().key()).isEqualTo("pk_live_1");
    assertThat(e.pendingOrder().environment()).isEqualTo("live");
  }

  @Test
  void newOrder_thatWasRefusedInTheSandboxAndLostLive_belongsToLive() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);
    keys("pk_test_1", "pk_live_1");
    rig.sender.refused().lost();
    CompletableFuture<ApiResponse<String>> result = rig.place(null);
    rig.time.passMillis(30_000);

    assertThat(failure(OrderOutcomeUnknownException.class, result).pendingOrder().environment())
        .isEqualTo("live");
  }

  @Test
  void preparedOrder_isNeverSentToTheOtherEnvironment() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(3);
    keys("pk_test_1", "pk_live_1");
    rig.sender.refused();
    CompletableFuture<ApiResponse<String>> result = rig.place(rig.prepared());
    rig.time.passMillis(30_000);

    CallException e = failure(CallException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e).hasMessageStartingWith("The pending order belongs to a test key, but");
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void keySupplier_thatIsInterrupted_keepsTheInterrupt() {
    rig.key =
        () -> {
          throw CallOrderTest.<RuntimeException>sneaky(new InterruptedException("waiting"));
        };
    CompletableFuture<ApiResponse<String>> result = rig.place(rig.prepared());
    boolean interrupted = rig.isBlocking() || Thread.interrupted(); // of the worker, or of this one

    assertThat(interrupted).isTrue();
    assertThat(failure(CallInterruptedException.class, result).outcome())
        .isEqualTo(Outcome.NOT_SENT);
  }

  @SuppressWarnings("unchecked") // throws what is not declared, as other languages can
  private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void success_buildsTheBodyOnce() {
    int[] built = {0};
    rig.sender.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(
            CallRig.to(ai.peeker.partner.api.RetrySafety.NEVER)
                .body(
                    () -> {
                      built[0]++;
                      return java.util.Map.of("a", 1);
                    })
                .build(String::valueOf));

    assertThat(result).isCompleted();
    assertThat(built[0]).isEqualTo(1);
  }
}
