package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The deadline over attempts, waits and the limiter, and the 24 hours of a repetition. */
class CallExecutionDeadlineTest {
  private final CallRig rig = new CallRig();

  @Test
  void attempt_hasItsTimeoutOrWhatIsLeft() {
    rig.timeout = Duration.ofSeconds(50);
    rig.wire.next(429, limitedFor(25)).next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(30_000);

    assertThat(rig.wire.exchanges())
        .extracting(ScriptedWire.Exchange::timeout)
        .containsExactly(Duration.ofSeconds(30), Duration.ofMillis(24_500));
  }

  @Test
  void attempt_ofACallWithATimeoutAsLong_hasThat() {
    rig.timeout = Duration.ofSeconds(30);
    rig.wire.next(200, OK);

    var unused = rig.start();

    assertThat(rig.wire.last().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void attempt_withLessThanAMillisecondLeft_isNotMade() {
    rig.timeout = Duration.ofMillis(12_500).plusNanos(999_999);
    rig.wire.next(429, limitedFor(12));

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(12_500);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e).hasMessageContaining("was not finished within its timeout");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void attempt_withAMillisecondLeft_isMade() {
    rig.timeout = Duration.ofMillis(12_501);
    rig.wire.next(429, limitedFor(12));

    var unused = rig.start();
    rig.time.passMillis(12_500);

    assertThat(rig.wire.exchanges()).hasSize(2);
    assertThat(rig.wire.last().timeout()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void backOff_thatDoesNotFit_failsAtOnce() {
    rig.timeout = Duration.ofMillis(250);
    rig.wire.next(503, "");

    ServerException e = failure(ServerException.class, rig.start());

    assertThat(e).hasMessageContaining("the wait of 250 ms does not fit the 250 ms");
    assertThat(e.retryAt()).isEqualTo(StepTime.START.plusMillis(250));
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void limiter_isToldHowLongTheCallCanWait() {
    rig.wire.next(429, limitedFor(25)).next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(30_000);

    assertThat(rig.limiter.patience)
        .containsExactly(Duration.ofSeconds(60), Duration.ofMillis(34_500));
  }

  @Test
  void limiter_thatGrantsInTime_letsTheCallGo() {
    rig.limiter.holds = true;
    rig.wire.next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    assertThat(rig.wire.exchanges()).isEmpty();
    rig.time.passMillis(59_999);

    rig.limiter.grant(rig.limiter.places.get(0));

    assertThat(result).isCompleted();
    assertThat(result.join().attempts().get(0).startedAt())
        .isEqualTo(StepTime.START.plusMillis(59_999));
    assertThat(rig.wire.last().timeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(rig.time.pending()).isZero(); // the timer of the deadline is gone
  }

  @Test
  void limiter_thatDoesNotGrantInTime_endsTheCallAtItsDeadline() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.time.passMillis(59_999);
    assertThat(result).isNotDone();
    rig.time.passMillis(1);

    RateLimitedException e = failure(RateLimitedException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.status()).isEmpty();
    assertThat(e.attempts()).isEmpty();
    assertThat(e.retryAt()).isNull();
    assertThat(e)
        .hasMessageContaining(
            "createOrder found no room in the rate limit of its API key before its deadline. Spread"
                + " the calls, or give it a longer timeout.");
    assertThat(rig.limiter.places.get(0)).isCancelled();
    assertThat(rig.events.lines()).containsExactly("createOrder ends 0 NOT_SENT");
  }

  @Test
  void limiter_withoutRoom_endsTheCallAtOnceWithTheMoment() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter
        .places
        .get(0)
        .completeExceptionally(new RateLimitExceededException(Duration.ofSeconds(90)));

    RateLimitedException e = failure(RateLimitedException.class, result);
    assertThat(e.retryAt()).isEqualTo(StepTime.START.plusSeconds(90));
    assertThat(e).hasMessageContaining("Call again at 2026-05-08T12:01:30Z, or give it a longer");
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void limiter_withoutRoomAtTheEndOfAChain_endsTheCallAlike() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter
        .places
        .get(0)
        .completeExceptionally(
            new CompletionException(new RateLimitExceededException(Duration.ofSeconds(90))));

    assertThat(failure(RateLimitedException.class, result).retryAt())
        .isEqualTo(StepTime.START.plusSeconds(90));
  }

  @Test
  void limiter_withoutRoomForARetry_keepsTheOutcome() {
    rig.wire.next(
        e -> {
          rig.limiter.holds = true;
          e.answer(503, "");
        });
    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(60_000);

    RateLimitedException e = failure(RateLimitedException.class, result);
    assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void limiter_failing_isReportedAsItIs() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();
    IllegalStateException down = new IllegalStateException("the limiter's store is down");

    rig.limiter.places.get(0).completeExceptionally(down);

    assertThat(failure(IllegalStateException.class, result)).isSameAs(down);
  }

  // ---- the 24 hours

  @Test
  void resumedCall_whoseWaitOutlastsTheWindow_isNotSentAgainAfterA429() {
    rig.wire.next(429, limitedFor(12));

    CompletableFuture<ApiResponse<String>> result =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusMillis(12_500)));
    rig.time.passMillis(60_000);

    ApiException e = failure(ApiException.class, result);
    assertThat(rig.wire.exchanges()).hasSize(1);
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the 24 hours in which a repetition is recognised are over.");
    assertThat(e.retryAt()).isNull();
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void resumedCall_whoseWaitOutlastsTheWindow_isNotSentAgainEvenIfThisTimeItDidNotGoOut() {
    rig.wire.refused();

    CompletableFuture<ApiResponse<String>> result =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusMillis(250)));
    rig.time.passMillis(60_000);

    assertThat(result).isCompletedExceptionally();
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void resumedCall_withinTheWindow_isSentAgain() {
    rig.wire.refused().next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusMillis(251)));
    rig.time.passMillis(250);

    assertThat(result).isCompleted();
  }

  @Test
  void resumedCall_heldByTheLimiterUntilTheWindowIsOver_isNotSent() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusSeconds(10)));
    rig.time.passMillis(10_000);

    rig.limiter.grant(rig.limiter.places.get(0));

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(rig.wire.exchanges()).isEmpty();
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
    assertThat(e)
        .hasMessage(
            "createOrder was not sent: the 24 hours in which a repetition is recognised are over."
                + " Look the result up before you call again.");
  }

  @Test
  void resumedCall_heldByTheLimiterWithinTheWindow_isSent() {
    rig.limiter.holds = true;
    rig.wire.next(200, OK);
    CompletableFuture<ApiResponse<String>> result =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusSeconds(10)));
    rig.time.passMillis(9_999);

    rig.limiter.grant(rig.limiter.places.get(0));

    assertThat(result).isCompleted();
  }

  @Test
  void resumedCall_nearTheEndOfTheWindow_mayNotTakeLonger() {
    CompletableFuture<ApiResponse<String>> unused =
        rig.transport().sendAsync(CallRig.resumed(StepTime.START.plusSeconds(7)));

    assertThat(rig.wire.last().timeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void safeCall_hasNoWindow() {
    rig.wire.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.transport()
            .sendAsync(
                CallRig.to(RetrySafety.ALWAYS)
                    .build(String::valueOf)
                    .withBodyBytes(CallRig.BYTES, StepTime.START.minusSeconds(1)));

    assertThat(result).isCompleted();
  }
}
