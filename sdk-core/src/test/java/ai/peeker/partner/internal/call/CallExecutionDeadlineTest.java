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
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.testkit.FakeTime;
import ai.peeker.partner.testkit.ScriptedSender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The deadline over attempts, waits and the limiter, and the 24 hours of a repetition. */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionDeadlineTest {
  private final CallRig rig;

  CallExecutionDeadlineTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  @Test
  void attempt_hasItsTimeoutOrWhatIsLeft() {
    rig.timeout = Duration.ofSeconds(50);
    rig.sender.next(429, limitedFor(25)).next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(30_000);

    assertThat(rig.sender.exchanges())
        .extracting(ScriptedSender.ScriptedExchange::timeout)
        .containsExactly(Duration.ofSeconds(30), Duration.ofMillis(24_500));
  }

  @Test
  void attempt_ofACallWithATimeoutAsLong_hasThat() {
    rig.timeout = Duration.ofSeconds(30);
    rig.sender.next(200, OK);

    var unused = rig.start();

    assertThat(rig.sender.last().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void attempt_withLessThanAMillisecondLeft_isNotMade() {
    rig.timeout = Duration.ofMillis(12_500).plusNanos(999_999);
    rig.sender.next(429, limitedFor(12));

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(12_500);

    CallTimeoutException e = failure(CallTimeoutException.class, result);
    assertThat(e).hasMessageContaining("did not finish within its timeout");
    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void attempt_withAMillisecondLeft_isMade() {
    rig.timeout = Duration.ofMillis(12_501);
    rig.sender.next(429, limitedFor(12));

    var unused = rig.start();
    rig.time.passMillis(12_500);

    assertThat(rig.sender.exchanges()).hasSize(2);
    assertThat(rig.sender.last().timeout()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void backoff_thatDoesNotFit_failsAtOnce() {
    rig.timeout = Duration.ofMillis(250);
    rig.sender.next(503, "");

    ServerException e = failure(ServerException.class, rig.start());

    assertThat(e).hasMessageContaining("the delay of 250 ms exceeds the remaining 250 ms");
    assertThat(e.retryAt()).isEqualTo(FakeTime.START.plusMillis(250));
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void limiter_isGivenTheTimeThatTheCallCanWait() {
    rig.sender.next(429, limitedFor(25)).next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(30_000);

    assertThat(rig.limiter.maxWaits)
        .containsExactly(Duration.ofSeconds(60), Duration.ofMillis(34_500));
  }

  @Test
  void limiter_thatGrantsInTime_letsTheCallGo() {
    rig.limiter.holds = true;
    rig.sender.next(200, OK);
    CompletableFuture<ApiResponse<String>> result = rig.start();
    assertThat(rig.sender.exchanges()).isEmpty();
    rig.time.passMillis(59_999);

    rig.limiter.grant(rig.limiter.requests.get(0));

    assertThat(result).isCompleted();
    assertThat(result.join().attempts().get(0).startedAt())
        .isEqualTo(FakeTime.START.plusMillis(59_999));
    assertThat(rig.sender.last().timeout()).isEqualTo(Duration.ofMillis(1));
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
            "createOrder exceeded the client-side rate limit: no permit is available before the"
                + " deadline. Spread the calls, or set a longer timeout.");
    assertThat(rig.limiter.requests.get(0)).isCancelled();
    assertThat(rig.events.lines())
        .containsExactly(
            "createOrder waits 60000 CLIENT_RATE_LIMIT", "createOrder ends 0 NOT_SENT");
  }

  @Test
  void limiter_withoutPermits_endsTheCallWithTheTimeToRetryAt() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter
        .requests
        .get(0)
        .completeExceptionally(new RateLimitExceededException(Duration.ofSeconds(90)));

    RateLimitedException e = failure(RateLimitedException.class, result);
    assertThat(e.retryAt()).isEqualTo(FakeTime.START.plusSeconds(90));
    assertThat(e).hasMessageContaining("Call again at 2026-05-08T12:01:30Z, or set a longer");
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void limiter_withoutPermitsAtTheEndOfAChain_endsTheCallAlike() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result = rig.start();

    rig.limiter
        .requests
        .get(0)
        .completeExceptionally(
            new CompletionException(new RateLimitExceededException(Duration.ofSeconds(90))));

    assertThat(failure(RateLimitedException.class, result).retryAt())
        .isEqualTo(FakeTime.START.plusSeconds(90));
  }

  @Test
  void limiter_withoutPermitsForARetry_keepsTheOutcome() {
    rig.sender.next(
        e -> {
          rig.limiter.holds = true;
          e.respond(503, "");
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

    rig.limiter.requests.get(0).completeExceptionally(down);

    assertThat(failure(IllegalStateException.class, result)).isSameAs(down);
  }

  // ---- the 24 hours

  @Test
  void resumedCall_whoseWaitOutlastsTheWindow_isNotSentAgainAfterA429() {
    rig.sender.next(429, limitedFor(12));

    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.resumed(FakeTime.START.plusMillis(12_500)));
    rig.time.passMillis(60_000);

    ApiException e = failure(ApiException.class, result);
    assertThat(rig.sender.exchanges()).hasSize(1);
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the 24 hours in which a repetition is recognized are over.");
    assertThat(e.retryAt()).isNull();
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void resumedCall_whoseWaitOutlastsTheWindow_isNotSentAgainEvenIfThisTimeItDidNotGoOut() {
    rig.sender.refused();

    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.resumed(FakeTime.START.plusMillis(250)));
    rig.time.passMillis(60_000);

    assertThat(result).isCompletedExceptionally();
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void resumedCall_withinTheWindow_isSentAgain() {
    rig.sender.refused().next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.resumed(FakeTime.START.plusMillis(251)));
    rig.time.passMillis(250);

    assertThat(result).isCompleted();
  }

  @Test
  void resumedCall_heldByTheLimiterUntilTheWindowIsOver_isNotSent() {
    rig.limiter.holds = true;
    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.resumed(FakeTime.START.plusSeconds(10)));
    rig.time.passMillis(10_000);

    rig.limiter.grant(rig.limiter.requests.get(0));

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(rig.sender.exchanges()).isEmpty();
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(e.attempts()).isEmpty();
    assertThat(e)
        .hasMessage(
            "createOrder was not sent: the 24 hours in which the server recognizes a repetition are"
                + " over. Look the result up before you call again.");
  }

  @Test
  void resumedCall_heldByTheLimiterWithinTheWindow_isSent() {
    rig.limiter.holds = true;
    rig.sender.next(200, OK);
    CompletableFuture<ApiResponse<String>> result =
        rig.start(CallRig.resumed(FakeTime.START.plusSeconds(10)));
    rig.time.passMillis(9_999);

    rig.limiter.grant(rig.limiter.requests.get(0));

    assertThat(result).isCompleted();
  }

  @Test
  void resumedCall_nearTheEndOfTheWindow_mayNotTakeLonger() {
    CompletableFuture<ApiResponse<String>> unused =
        rig.start(CallRig.resumed(FakeTime.START.plusSeconds(7)));

    assertThat(rig.sender.last().timeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void safeCall_hasNoWindow() {
    rig.sender.next(200, OK);

    CompletableFuture<ApiResponse<String>> result =
        rig.start(
            CallRig.to(RetrySafety.ALWAYS)
                .build(String::valueOf)
                .withBodyBytes(CallRig.BYTES, FakeTime.START.minusSeconds(1)));

    assertThat(result).isCompleted();
  }
}
