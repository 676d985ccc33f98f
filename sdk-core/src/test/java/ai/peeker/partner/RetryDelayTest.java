package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.error.UnrecognizedApiException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delays that fit the timeout and those that do not, and the moments that failures name. */
class RetryDelayTest extends RetryFixture {
  @Test
  void call_waitBeyondItsTimeout_failsAtOnceWithTheMoment() {
    limited(",\"details\":{\"retry_after_seconds\":60}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(60));
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void call_waitThatOnlyJitterPushesBeyond_failsWithTheServersMoment() {
    time.random(0.999);
    limited(",\"details\":{\"retry_after_seconds\":59.5}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).isEmpty();
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(59_500));
  }

  @Test
  void call_waitJustWithinItsTimeout_isWaited() {
    limited(",\"details\":{\"retry_after_seconds\":59}", Map.of());
    server.answer(200, RECEIPT);

    create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(59));
  }

  @Test
  void call_waitsThatTogetherExceedTheTimeout_failAtTheOneThatDoesNotFit() {
    limited(",\"details\":{\"retry_after_seconds\":40}", Map.of());
    limited(",\"details\":{\"retry_after_seconds\":20}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(40));
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(60));
  }

  @Test
  void call_afterAWaitThatLeavesLessThanAMillisecond_isNotSentAgain() {
    limited(",\"details\":{\"retry_after_seconds\":59}", Map.of());
    PeekerClient client =
        builder()
            .timeout(Duration.ofSeconds(59).plusNanos(500_000))
            .retryPolicy(RetryPolicy.defaults().withMaxAttempts(2))
            .build();

    CallException e = Clients.orderFailure(CallException.class, client);

    assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(e).hasMessageContaining("did not finish within its timeout");
    assertThat(server.requests()).hasSize(1);
  }

  /** By default the limit of the random wait is 0.5 s, then twice as much each time. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0.5, 250, 500, 1000", "0.75, 375, 750, 1500"})
  void call_thatTheServerFails_waitsLongerEachTime(
      double random, long first, long second, long third) {
    answerMany(500);
    time.random(random);

    var unused = Clients.orderFailure(ServerException.class, client());

    assertThat(time.sleeps())
        .containsExactly(
            Duration.ofMillis(first), Duration.ofMillis(second), Duration.ofMillis(third));
  }

  @ParameterizedTest
  @CsvSource({"0, 7000", "0.5, 7500"})
  void call_answered503WithAWait_waitsAtLeastThat(double random, long expectedMillis) {
    server
        .answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "7"), ""))
        .answer(200, RECEIPT);
    time.random(random);

    var unused = create(client());

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(expectedMillis));
  }

  @Test
  void call_thatFailedOften_saysWhenToTryNext() {
    answerMany(500);
    time.random(0.5);

    ServerException e = Clients.orderFailure(ServerException.class, client());

    // 0.25 s, 0.5 s and 1 s were waited; the next wait would be 2 s
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(1_750 + 2_000));
    assertThat(e).hasMessageContaining("Tried 4 times, the maximum of the retry policy.");
  }

  @Test
  void call_answered503WithAWait_saysThatMomentWithoutJitter() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "7"), ""));
    time.random(0.5);

    ServerException e = Clients.orderFailure(ServerException.class, sendingOnce());

    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(7));
    assertThat(e).hasMessageContaining("Tried once, the maximum of the retry policy.");
  }

  @Test
  void call_withoutAnAnswer_saysWhenToTryNext() {
    server.disconnect();
    time.random(0.5);

    ConnectionException e = Clients.orderFailure(ConnectionException.class, sendingOnce());

    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusMillis(250));
  }

  @Test
  void call_answered503WithAWaitBeyondItsTimeout_failsAtOnceWithTheMoment() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "90"), ""));

    ServerException e = Clients.orderFailure(ServerException.class, client());

    assertThat(time.sleeps()).isEmpty();
    assertThat(server.requests()).hasSize(1);
    assertThat(e.retryAt()).isEqualTo(HandTime.START.plusSeconds(90));
    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the delay of 90000 ms exceeds the remaining 60000 ms of the call.");
  }

  @Test
  void call_limitedBeyondItsTimeout_saysThatTheWaitDoesNotFit() {
    limited(",\"details\":{\"retry_after_seconds\":60}", Map.of());

    RateLimitedException e =
        catchThrowableOfType(RateLimitedException.class, () -> create(client()));

    assertThat(e)
        .hasMessageContaining(
            "Not sent again: the delay of 60000 ms exceeds the remaining 60000 ms of the call.");
  }

  private PeekerClient sendingOnce() {
    return builder().retryPolicy(RetryPolicy.none()).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "99999999999999999999"})
  void call_answered503WithRetryAfter_isNotSentAgainByTheLayerBelow(String retryAfter) {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", retryAfter), ""));

    ServerException e = Clients.orderFailure(ServerException.class, sendingOnce());

    assertThat(server.requests()).hasSize(1);
    assertThat(e.attempts()).hasSize(1);
  }

  @Test
  void readCall_answered503WithRetryAfterZero_isNotSentAgainByTheLayerBelow() {
    server.answerUnchecked(CheckedServer.json(503, Map.of("Retry-After", "0"), ""));

    var unused = catchThrowableOfType(ServerException.class, () -> sendingOnce().account().me());

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void call_answered408_isNotSentAgainByTheLayerBelow() {
    server.answerUnchecked(408, "");

    var unused =
        catchThrowableOfType(UnrecognizedApiException.class, () -> client().account().me());

    assertThat(server.requests()).hasSize(1);
  }
}
