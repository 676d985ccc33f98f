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
import ai.peeker.partner.testkit.FakeTime;
import ai.peeker.partner.testkit.ScriptedSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When a call is sent again. The random number is 0.5: backoffs of 250 ms, 500 ms, 1 s; jitter of
 * 500 ms.
 */
@ParameterizedClass
@EnumSource(CallRig.Driver.class)
class CallExecutionRetryTest {
  private final CallRig rig;

  CallExecutionRetryTest(CallRig.Driver driver) {
    rig = new CallRig(driver);
  }

  private List<Long> startMillis() {
    return rig.sender.exchanges().stream()
        .map(each -> Duration.between(FakeTime.START, each.startedAt()).toMillis())
        .toList();
  }

  @Test
  void call_thatSucceeds_isSentOnce() {
    rig.sender.next(200, OK);

    ApiResponse<String> response = rig.start().join();

    assertThat(response.body()).isEqualTo("fine");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts()).hasSize(1);
    assertThat(rig.sender.last().key()).isEqualTo("pk_test_9f3a");
    assertThat(rig.limiter.released).isEqualTo(1);
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void call_failedByTheServer_isSentAgainAfterBackoffsThatDouble() {
    rig.sender.next(503, "").next(500, "").next(502, "<html>").next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(startMillis()).containsExactly(0L, 250L, 750L, 1_750L);
    assertThat(result.join().attempts())
        .extracting(Attempt::waitedBefore)
        .containsExactly(
            Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(rig.limiter.granted).isEqualTo(4);
    assertThat(rig.limiter.released).isEqualTo(4);
  }

  @Test
  void call_sentAgain_sendsTheSameBytes() {
    rig.sender.next(503, "").lost().next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(rig.sender.exchanges())
        .extracting(ScriptedSender.ScriptedExchange::body)
        .containsExactly("the same bytes", "the same bytes", "the same bytes");
  }

  @Test
  void call_unavailableWithAWait_waitsThatLong() {
    rig.sender.next(e -> e.respond(503, Map.of("Retry-After", List.of("7")), "")).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(10_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 7_500L);
    assertThat(rig.limiter.pauses).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RetrySafety.class)
  void call_rateLimited_isSentAgainAfterTheServersWaitWhateverItsSafety(RetrySafety safety) {
    rig.sender.next(429, limitedFor(12)).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start(safety);
    rig.time.passMillis(20_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 12_500L);
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void call_rateLimitedWithoutAWait_waitsTheDefaultAndPausesTheOthers() {
    rig.sender.next(429, limited("{}")).next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(20_000);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 5_500L);
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofMillis(5_500));
  }

  @Test
  void call_rateLimitedBeyondItsDeadline_failsAtOnceAndStillPausesTheOthers() {
    rig.sender.next(429, limitedFor(7_200));

    RateLimitedException e = failure(RateLimitedException.class, rig.start());

    assertThat(e.retryAt()).isEqualTo(FakeTime.START.plusSeconds(7_200));
    assertThat(e).hasMessageContaining("exceeds the remaining 60000 ms of the call");
    assertThat(rig.limiter.pauses).containsExactly(Duration.ofHours(2));
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void call_rateLimitedForCapacity_isNotWaitedOutAndPausesNobody() {
    rig.sender.next(
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
    rig.sender.refused().next(200, OK);

    CompletableFuture<ApiResponse<String>> result = rig.start(safety);
    rig.time.passMillis(250);

    assertThat(result).isCompleted();
    assertThat(startMillis()).containsExactly(0L, 250L);
  }

  @Test
  void neverCall_thatWentOut_isNotSentAgain() {
    rig.sender.lost();

    ConnectionException e = failure(ConnectionException.class, rig.start(RetrySafety.NEVER));

    assertThat(e)
        .hasMessageContaining("the connection broke before the response was complete")
        .hasMessageEndingWith(
            "Not sent again: the API does not promise that repeating this operation is harmless.");
    assertThat(e.retryAt()).isNull();
    assertThat(rig.time.pending()).isZero();
  }

  @Test
  void neverCall_failedByTheServer_isNotSentAgain() {
    rig.sender.next(500, "");

    ServerException e = failure(ServerException.class, rig.start(RetrySafety.NEVER));

    assertThat(e).hasMessageContaining("Not sent again: the API does not promise");
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void call_failingAgainAndAgain_endsWithThePolicy() {
    rig.sender.refused().refused().refused().refused();

    CompletableFuture<ApiResponse<String>> result = rig.start();
    rig.time.passMillis(60_000);

    ConnectionException e = failure(ConnectionException.class, result);
    assertThat(e.attempts()).hasSize(4);
    assertThat(e).hasMessageEndingWith("Tried 4 times, the maximum of the retry policy.");
    // it failed after 1.75 s; the next backoff would have been 2 s
    assertThat(e.retryAt()).isEqualTo(FakeTime.START.plusMillis(3_750));
  }

  @Test
  void call_rejected_isNotSentAgain() {
    rig.sender.next(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"m\"}}");

    CompletableFuture<ApiResponse<String>> result = rig.start(RetrySafety.ALWAYS);

    assertThat(result).isCompletedExceptionally();
    assertThat(rig.sender.exchanges()).hasSize(1);
  }

  @Test
  void statuses_atTheEdges_areTakenForWhatTheyAre() {
    rig.policy = RetryPolicy.none();
    rig.sender.next(499, "").next(500, "").next(299, OK).next(300, OK).next(199, OK);

    assertThat(rig.start()).isCompletedExceptionally();
    assertThat(failure(Exception.class, rig.start())).isInstanceOf(ServerException.class);
    assertThat(rig.start()).isCompleted();
    assertThat(rig.start()).isCompletedExceptionally();
    assertThat(rig.start()).isCompletedExceptionally();
  }

  @Test
  void key_changedBetweenAttempts_isUsedFromTheNextOn() {
    List<String> keys = new ArrayList<>(List.of("pk_test_old", "pk_test_new"));
    rig.key = () -> ApiKey.of(keys.size() > 1 ? keys.remove(0) : keys.get(0));
    rig.sender.next(503, "").next(200, OK);

    var unused = rig.start();
    rig.time.passMillis(10_000);

    assertThat(rig.sender.exchanges())
        .extracting(ScriptedSender.ScriptedExchange::key)
        .containsExactly("pk_test_old", "pk_test_new");
  }

  @Test
  void key_thatWasRateLimited_isTheOneThatIsPaused() {
    CallRig.ManualLimiter other = new CallRig.ManualLimiter();
    boolean[] changed = {false};
    rig.key = () -> ApiKey.of(changed[0] ? "pk_live_new" : "pk_test_old");
    rig.limiters = key -> key.toString().equals("pk_live_***") ? other : rig.limiter;
    rig.sender.next(
        e -> {
          changed[0] = true;
          e.respond(429, limitedFor(12));
        });

    var unused = rig.start();

    assertThat(rig.limiter.pauses).containsExactly(Duration.ofSeconds(12));
    assertThat(other.pauses).isEmpty();
  }
}
