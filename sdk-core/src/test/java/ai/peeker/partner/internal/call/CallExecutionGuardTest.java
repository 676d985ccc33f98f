package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.internal.http.ApiKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever code supplied by the caller does, a call ends in time and reports its true outcome. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionGuardTest {
  private final CallRig rig;

  CallExecutionGuardTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  /** Throws what the compiler would not let through, as a part in another language can. */
  @SuppressWarnings("unchecked") // that is the trick
  private static <E extends Throwable> void sneak() throws E {
    throw (E) new Exception("checked");
  }

  // ---- what throws

  @Test
  void permit_thatThrows_doesNotKeepTheCallFromItsEnd() {
    rig.limiters = key -> new Failing(true, false);
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.sender.last().respond(200, OK);

    assertThat(result).isCompleted();
  }

  @Test
  void pause_thatThrows_doesNotHideTheOutcome() {
    rig.limiters = key -> new Failing(false, true);
    rig.sender.lost().next(429, limitedFor(1)).lost().lost().lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void limiter_thatReturnsNull_isNamed() {
    rig.limiters =
        key ->
            new RateLimiter() {
              @Override
              public @Nullable CompletableFuture<Permit> acquire(Duration maxWait) {
                return null;
              }

              @Override
              public void pause(Duration delay) {}
            };

    assertThat(failure(IllegalStateException.class, rig.start()))
        .hasMessage("RateLimiter.acquire must not return null");
  }

  @Test
  void limiter_thatCompletesWithNull_isNamed() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter.requests.get(0).complete(null);

    assertThat(failure(IllegalStateException.class, result))
        .hasMessage("RateLimiter.acquire must not complete its future with null");
  }

  @Test
  void limiter_thatThrows_isReportedAsItIs() {
    IllegalStateException down = new IllegalStateException("down");
    rig.limiters =
        key -> {
          throw down;
        };

    assertThat(failure(IllegalStateException.class, rig.start())).isSameAs(down);
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void acquire_thatThrowsOnARetry_doesNotHideTheOutcome() {
    rig.limiters = key -> new FailingAfter(1, rig.limiter);
    rig.sender.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(250);

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("acquire");
  }

  @Test
  void sender_thatThrowsOnARetry_doesNotHideTheOutcome() {
    rig.sender
        .lost()
        .next(
            exchange -> {
              throw new IllegalStateException("an event listener's");
            });
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    CallerCodeException e = failure(CallerCodeException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("an event listener's");
    assertThat(rig.limiter.released).isEqualTo(rig.limiter.granted);
  }

  @Test
  void listener_thatThrowsWhatIsChecked_changesNothing() {
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptStart(CallInfo call, AttemptRequest attempt) {
            CallExecutionGuardTest.<RuntimeException>sneak();
          }

          @Override
          public void onAttemptEnd(CallInfo call, Attempt attempt) {
            CallExecutionGuardTest.<RuntimeException>sneak();
          }
        };
    rig.sender.next(200, OK);

    assertThat(rig.start()).isCompleted();
  }

  @Test
  void key_thatThrowsWhatIsCheckedOnARetry_doesNotHideTheOutcome() {
    rig.sender.lost();
    CompletableFuture<ApiResponse<String>> result;
    boolean[] down = {false};
    rig.key =
        () -> {
          if (down[0]) {
            CallExecutionGuardTest.<RuntimeException>sneak();
          }
          return ApiKey.of("pk_test_9f3a");
        };
    result = rig.start();
    down[0] = true;
    rig.time.passMillis(10_000);

    assertThat(failure(CallerCodeException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  // ---- what takes long

  @Test
  void call_thatEnds_leavesNoAlarm() {
    rig.sender.next(200, OK);

    assertThat(rig.start()).isCompleted();

    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void call_whoseKeyTakesTheWholeTime_isNotSent() {
    rig.key =
        () -> {
          rig.time.passMillis(60_000);
          return ApiKey.of("pk_test_9f3a");
        };

    CallTimeoutException e = failure(CallTimeoutException.class, rig.start());

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.limiter.released).isEqualTo(1);
  }

  // ---- keys

  @Test
  void order_whoseKeyChangesItsEnvironment_isNotSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.sender.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasMessageContaining("the API key changed between sandbox and live");
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void order_whoseKeyIsReplacedInItsEnvironment_isSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.sender.lost().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_test_new";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(rig.sender.last().key()).isEqualTo("pk_test_new");
  }

  @Test
  void order_thatWasNotSent_maySwitchItsEnvironment() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.sender.refused().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
  }

  @Test
  void safeCall_whoseKeyChangesItsEnvironment_isSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.sender.lost().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start(RetrySafety.ALWAYS);
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
  }

  /** Grants permits, then throws. */
  private record FailingAfter(int permits, CallRig.ManualLimiter limiter) implements RateLimiter {
    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      if (limiter.granted == permits) {
        throw new IllegalStateException("acquire");
      }
      return limiter.acquire(maxWait);
    }

    @Override
    public void pause(Duration delay) {}
  }

  private record Failing(boolean finishing, boolean pausing) implements RateLimiter {
    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      return CompletableFuture.completedFuture(
          () -> {
            if (finishing) {
              throw new IllegalStateException("finished");
            }
          });
    }

    @Override
    public void pause(Duration delay) {
      if (pausing) {
        throw new IllegalStateException("pause");
      }
    }
  }
}
