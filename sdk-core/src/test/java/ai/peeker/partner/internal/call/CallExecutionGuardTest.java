package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.internal.http.ApiKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the parts of the caller's do, a call ends, in time, and tells the truth. */
class CallExecutionGuardTest {
  private final CallRig rig = new CallRig();

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

    rig.wire.last().answer(200, OK);

    assertThat(result).isCompleted();
  }

  @Test
  void pause_thatThrows_doesNotHideTheOutcome() {
    rig.limiters = key -> new Failing(false, true);
    rig.wire.lost().next(429, limitedFor(1)).lost().lost().lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(30_000);

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void limiter_thatGivesNoFuture_isNamed() {
    rig.limiters =
        key ->
            new RateLimiter() {
              @Override
              public @Nullable CompletableFuture<Permit> acquire(Duration patience) {
                return null;
              }

              @Override
              public void pause(Duration wait) {}
            };

    assertThat(failure(IllegalStateException.class, rig.start()))
        .hasMessage("The rate limiter returned null from acquire(…). Return a future.");
  }

  @Test
  void wire_thatThrowsOnARetry_doesNotHideTheOutcome() {
    rig.wire
        .lost()
        .next(
            exchange -> {
              throw new IllegalStateException("an event listener's");
            });
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasRootCauseMessage("an event listener's");
    assertThat(rig.limiter.finished).isEqualTo(rig.limiter.granted);
  }

  @Test
  void listener_thatThrowsWhatIsChecked_changesNothing() {
    rig.listener =
        new CallListener() {
          @Override
          public void onAttemptStart(String operation, int number) {
            CallExecutionGuardTest.<RuntimeException>sneak();
          }

          @Override
          public void onAttemptEnd(String operation, Attempt attempt) {
            CallExecutionGuardTest.<RuntimeException>sneak();
          }
        };
    rig.wire.next(200, OK);

    assertThat(rig.start()).isCompleted();
  }

  @Test
  void key_thatThrowsWhatIsCheckedOnARetry_doesNotHideTheOutcome() {
    rig.wire.lost();
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

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void executor_thatFails_doesNotKeepTheResult() {
    rig.callbacks =
        task -> {
          throw new OutOfMemoryError("no thread");
        };
    rig.wire.next(200, OK);

    assertThat(rig.start()).isCompleted();
  }

  // ---- what hangs

  @Test
  void call_thatHangsInTheNetwork_endsShortlyAfterItsDeadline() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(60_249);
    assertThat(result).isNotDone();

    rig.time.passMillis(1);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e)
        .hasMessageStartingWith("createOrder was not finished within its timeout. The server may");
    assertThat(rig.wire.last().cancelled()).isTrue();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void call_whoseNameIsNotResolvedInTime_sentNothing() {
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.wire.last().stillConnecting();

    rig.time.passMillis(60_250);

    assertThat(failure(ConnectionException.class, result).outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void call_thatEnds_leavesNoAlarm() {
    rig.wire.next(200, OK);

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

    ConnectionException e = failure(ConnectionException.class, rig.start());

    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.limiter.finished).isEqualTo(1);
  }

  // ---- keys

  @Test
  void order_whoseKeyChangesItsEnvironment_isNotSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.wire.lost();
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e).hasMessageContaining("the API key changed between sandbox and live");
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void order_whoseKeyIsReplacedInItsEnvironment_isSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.wire.lost().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_test_new";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(rig.wire.last().authorization()).isEqualTo("Bearer pk_test_new");
  }

  @Test
  void order_thatWasNotSent_maySwitchItsEnvironment() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.wire.refused().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
  }

  // ---- the future

  @Test
  void future_completedByItsHolder_endsTheCall() {
    CompletableFuture<ApiResponse<String>> result = rig.start();

    boolean unused = result.completeExceptionally(new IllegalStateException("timed out"));

    assertThat(rig.wire.last().cancelled()).isTrue();
    assertThat(rig.events.lines()).last().isEqualTo("createOrder ends 1 UNKNOWN");
  }

  @Test
  void safeCall_whoseKeyChangesItsEnvironment_isSentAgain() {
    String[] key = {"pk_test_9f3a"};
    rig.key = () -> ApiKey.of(key[0]);
    rig.wire.lost().next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start(RetrySafety.ALWAYS);
    key[0] = "pk_live_9f3a";
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
  }

  private record Failing(boolean finishing, boolean pausing) implements RateLimiter {
    @Override
    public CompletableFuture<Permit> acquire(Duration patience) {
      return CompletableFuture.completedFuture(
          () -> {
            if (finishing) {
              throw new IllegalStateException("finished");
            }
          });
    }

    @Override
    public void pause(Duration wait) {
      if (pausing) {
        throw new IllegalStateException("pause");
      }
    }
  }
}
