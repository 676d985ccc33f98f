package ai.peeker.partner.internal.call;

import static ai.peeker.partner.internal.call.CallRig.OK;
import static ai.peeker.partner.internal.call.CallRig.failure;
import static ai.peeker.partner.internal.call.CallRig.limited;
import static ai.peeker.partner.internal.call.CallRig.limitedFor;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.internal.http.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a call is sent again. Chance is 0.5: back-offs of 250 ms, 500 ms, 1 s; jitter of 500 ms. */
class CallExecutionRetryTest {
  private final CallRig rig = new CallRig();

  private List<Long> startMillis() {
    return rig.wire.exchanges().stream()
        .map(each -> Duration.between(StepTime.START, each.startedAt()).toMillis())
        .toList();
  }

  @Test
  void call_answered_isSentOnce() {
    rig.wire.next(200, OK);

    ApiResponse<String> response = rig.start().join();

    assertThat(response.body()).isEqualTo("fine");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts()).hasSize(1);
    assertThat(rig.wire.last().authorization()).isEqualTo("Bearer pk_test_9f3a");
    assertThat(rig.limiter.finished).isEqualTo(1);
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void call_failedByTheServer_isSentAgainAfterBackOffsThatDouble() {
    rig.wire.next(503, "").next(500, "").next(502, "<html>").next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(startMillis()).containsExactly(0L, 250L, 750L, 1_750L);
    assertThat(result.join().attempts())
        .extracting(Attempt::waitedBefore)
        .containsExactly(
            Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(rig.limiter.granted).isEqualTo(4);
    assertThat(rig.limiter.finished).isEqualTo(4);
  }

  @Test
  void call_sentAgain_sendsTheSameBytes() {
    rig.wire.next(503, "").lost().next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(rig.wire.exchanges())
        .extracting(ScriptedWire.Exchange::body)
        .containsExactly("the same bytes", "the same bytes", "the same bytes");
  }

  @Test
  void call_unavailableWithAWait_waitsThatLong() {
    rig.wire.next(e -> e.answer(503, Map.of("Retry-After", List.of("7")), "")).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 7_500L);
    assertThat(rig.limiter.pauses).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RetrySafety.class)
  void call_rateLimited_isSentAgainAfterTheServersWaitWhateverItsSafety(RetrySafety safety) {
    rig.wire.next(429, limitedFor(12)).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start(safety);
    rig.time.passMillis(20_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 12_500L);
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void call_rateLimitedWithoutAWait_waitsTheDefaultAndPausesTheOthers() {
    rig.wire.next(429, limited("{}")).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(20_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 5_500L);
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofMillis(5_500));
  }

  @Test
  void call_rateLimitedBeyondItsDeadline_failsAtOnceAndStillPausesTheOthers() {
    rig.wire.next(429, limitedFor(7_200));

    RateLimitedException e = failure(RateLimitedException.class, rig.start());

    assertThat(e.retryAt()).isEqualTo(StepTime.START.plusSeconds(7_200));
    assertThat(e).hasMessageContaining("does not fit the 60000 ms that the call has left");
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofHours(2));
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void call_rateLimitedForCapacity_isNotWaitedOutAndPausesNobody() {
    rig.wire.next(
        429, limited("{\"reason\":\"cloudflare_account_capacity\",\"retry_after_seconds\":3}"));

    RateLimitedException e = failure(RateLimitedException.class, rig.start());

    assertThat(e.retryAt()).isNull();
    assertThat(e.attempts()).hasSize(1);
    assertThat(rig.limiter.pauses).isEmpty();
    assertThat(rig.time.pending()).isZero();
  }

  @ParameterizedTest
  @EnumSource(RetrySafety.class)
  void call_thatDidNotGoOut_isSentAgainWhateverItsSafety(RetrySafety safety) {
    rig.wire.refused().next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start(safety);
    rig.time.passMillis(250);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 250L);
  }

  @Test
  void neverCall_thatWentOut_isNotSentAgain() {
    rig.wire.lost();

    ConnectionException e = failure(ConnectionException.class, rig.start(RetrySafety.NEVER));

    assertThat(e)
        .hasMessageContaining("the connection broke before the answer was complete")
        .hasMessageEndingWith(
            "Not sent again: the API does not promise that a repetition of this operation is"
                + " harmless.");
    assertThat(e.retryAt()).isNull();
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void neverCall_failedByTheServer_isNotSentAgain() {
    rig.wire.next(500, "");

    ServerException e = failure(ServerException.class, rig.start(RetrySafety.NEVER));

    assertThat(e).hasMessageContaining("Not sent again: the API does not promise");
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void call_failingAgainAndAgain_endsWithThePolicy() {
    rig.wire.refused().refused().refused().refused();

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(60_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.attempts()).hasSize(4);
    assertThat(e).hasMessageEndingWith("Tried 4 times, as often as the retry policy allows.");
    // it failed after 1.75 s; the next back-off would have been 2 s
    assertThat(e.retryAt()).isEqualTo(StepTime.START.plusMillis(3_750));
  }

  @Test
  void call_refused_isNotSentAgain() {
    rig.wire.next(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"m\"}}");

    CompletableFuture<ApiResponse<String>> result = rig.start(RetrySafety.ALWAYS);

    assertThat(result).isCompletedExceptionally();
    assertThat(rig.wire.exchanges()).hasSize(1);
  }

  @Test
  void statuses_atTheEdges_areTakenForWhatTheyAre() {
    rig.policy = RetryPolicy.none();
    rig.wire.next(499, "").next(500, "").next(299, OK).next(300, OK).next(199, OK);

    assertThat(rig.start()).isCompletedExceptionally();
    assertThat(failure(Exception.class, rig.start())).isInstanceOf(ServerException.class);
    assertThat(rig.start()).isCompleted();
    assertThat(rig.start()).isCompletedExceptionally();
    assertThat(rig.start()).isCompletedExceptionally();
  }

  // ---- budget

  private void callAgainstAServerThatIsDown() {
    rig.policy = RetryPolicy.defaults().withMaxAttempts(2);
    rig.wire.next(503, "").next(503, "");
    var unused = rig.start();
    rig.time.passMillis(1_000);
    rig.wire.forgetTheRest();
  }

  @Test
  void budget_usedUp_endsCallsAndSaysSo() {
    HttpTransport shared = rig.transport();
    for (int i = 0; i < 11; i++) { // each call brings a tenth of a retry and takes one
      rig.wire.next(503, "").next(503, "").next(503, "").next(503, "");
      var unused = shared.sendAsync(CallRig.call(RetrySafety.SAME_BYTES));
      rig.time.passMillis(10_000);
      rig.wire.forgetTheRest();
    }
    int before = rig.wire.exchanges().size();

    rig.wire.next(503, "");
    ServerException e =
        failure(ServerException.class, shared.sendAsync(CallRig.call(RetrySafety.SAME_BYTES)));

    assertThat(rig.wire.exchanges()).hasSize(before + 1);
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: so many calls are failing that the retry budget is used up.");
    assertThat(e.retryAt()).isEqualTo(rig.time.now().plusMillis(250)); // half of the 0.5 s
  }

  @Test
  void budget_isTakenByRetriesAndBroughtByFirstAttempts() {
    for (int i = 0; i < 30; i++) {
      callAgainstAServerThatIsDown();
    }

    // 30 first attempts; 100 + 29 tenths (the first meets a full budget) are 12 retries
    assertThat(rig.wire.exchanges()).hasSize(30 + 12);
  }

  @Test
  void budget_ofRetriesThatSucceed_isNotUsedUp() {
    for (int i = 0; i < 30; i++) {
      rig.wire.next(503, "").next(200, OK);
      CompletableFuture<ApiResponse<String>> result = rig.start();
      rig.time.passMillis(1_000);
      assertThat(result).isCompleted();
    }

    assertThat(rig.wire.exchanges()).hasSize(60);
  }

  @Test
  void budget_isNotFilledByWaitsFor429() {
    for (int i = 0; i < 30; i++) {
      callAgainstAServerThatIsDown();
    }
    int before = rig.wire.exchanges().size();
    rig.wire.next(429, limitedFor(1)).next(200, OK); // brings its tenth, and no more
    var limited = rig.start();
    rig.time.passMillis(5_000);
    assertThat(limited).isCompleted();

    rig.wire.next(503, "");
    var failing = rig.start();
    rig.time.passMillis(5_000);

    // left were 9 tenths of 129; 2 more are 11, which is one retry; without the last call's tenth
    // none
    assertThat(failing).isNotDone();
    assertThat(rig.wire.exchanges()).hasSize(before + 4);
    rig.wire.last().answer(503, "");
    rig.wire.next(503, "");
    var last = rig.start();
    assertThat(last).isCompletedExceptionally();
  }

  @Test
  void budget_isNotTakenByWaitsFor429() {
    for (int i = 0; i < 30; i++) {
      rig.wire.next(429, limitedFor(1)).next(429, limitedFor(1)).next(200, OK);
      CompletableFuture<ApiResponse<String>> result = rig.start();
      rig.time.passMillis(5_000);
      assertThat(result).isCompleted();
    }

    assertThat(rig.wire.exchanges()).hasSize(90);
  }

  // ---- key

  @Test
  void key_changedBetweenAttempts_isUsedFromTheNextOn() {
    List<String> keys = new ArrayList<>(List.of("pk_test_old", "pk_test_new"));
    rig.key = () -> ApiKey.of(keys.size() > 1 ? keys.remove(0) : keys.get(0));
    rig.wire.next(503, "").next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(10_000);

    assertThat(rig.wire.exchanges())
        .extracting(ScriptedWire.Exchange::authorization)
        .containsExactly("Bearer pk_test_old", "Bearer pk_test_new");
  }

  @Test
  void key_thatWasRateLimited_isTheOneThatIsPaused() {
    CallRig.HandLimiter other = new CallRig.HandLimiter();
    boolean[] changed = {false};
    rig.key = () -> ApiKey.of(changed[0] ? "pk_live_new" : "pk_test_old");
    rig.limiters = key -> key.toString().equals("pk_live_***") ? other : rig.limiter;
    rig.wire.next(
        e -> {
          changed[0] = true;
          e.answer(429, limitedFor(12));
        });

    var unused = rig.start();

    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
    assertThat(other.pauses).isEmpty();
  }
}
