package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final RetryPolicy POLICY = RetryPolicy.defaults();

  @ParameterizedTest
  @CsvSource({
    "12000, 0, 12000",
    "12000, 0.5, 12500",
    "12000, 0.999, 12999",
    "0, 0, 0",
    "0, 0.25, 250",
    ", 0, 5000",
    ", 0.5, 5500"
  })
  void afterRateLimit_theServersDelay_isThatPlusAFractionOfTheJitter(
      @Nullable Long serverMillis, double random, long expectedMillis) {
    Duration server = serverMillis == null ? null : Duration.ofMillis(serverMillis);

    assertThat(new Backoff(POLICY).afterRateLimit(server, random))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void afterRateLimit_withoutJitter_isTheFloor() {
    RetryPolicy policy = RetryPolicy.defaults().withJitter(Duration.ZERO);

    assertThat(new Backoff(policy).afterRateLimit(Duration.ofSeconds(3), 0.999))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void afterRateLimit_theLargestSettings_doesNotOverflow() {
    RetryPolicy policy =
        RetryPolicy.defaults()
            .withDefaultRetryAfter(Duration.ofHours(24))
            .withJitter(Duration.ofHours(24));

    assertThat(new Backoff(policy).afterRateLimit(null, 0.5)).isEqualTo(Duration.ofHours(36));
  }

  // "full jitter": the random number times a limit of 0.5 s, 1 s, 2 s, 4 s, 8 s, 16 s, then 20 s
  @ParameterizedTest
  @CsvSource({
    "1, 0,    0",
    "1, 0.5,  250",
    "1, 0.99, 495",
    "2, 0,    0",
    "2, 0.5,  500",
    "3, 0.5,  1000",
    "4, 0.5,  2000",
    "5, 0.5,  4000",
    "6, 0.5,  8000",
    "7, 0.5,  10000",
    "7, 0.25, 5000",
    "8, 0.5,  10000",
    "99, 0.5, 10000"
  })
  void afterFailure_ofEachAttempt_isAShareOfALimitThatDoubles(
      int attempt, double random, long millis) {
    assertThat(new Backoff(POLICY).afterFailure(attempt, null, random))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    // attempt, the server's delay, random number, expected: server + random number * 1 s, or the
    // delay if that
    // is longer
    "1, 3000,  0,    3000",
    "1, 3000,  0.5,  3500",
    "1, 0,     0.5,  500",
    "1, 0,     0,    0",
    "7, 3000,  0.5,  10000",
    "7, 3000,  0,    3000",
    "7, 9500,  0.5,  10000",
    "7, 9501,  0.5,  10001",
    "7, 9500,  0.25, 9750",
    "1, 7200000, 0.999, 7200999"
  })
  void afterFailure_withTheServersDelay_isNeverShorterThanThat(
      int attempt, long serverMillis, double random, long millis) {
    Duration wait =
        new Backoff(POLICY).afterFailure(attempt, Duration.ofMillis(serverMillis), random);

    assertThat(wait).isEqualTo(Duration.ofMillis(millis));
    assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(serverMillis));
  }

  @ParameterizedTest
  @CsvSource({"1, 10000", "2, 15000", "3, 15000", "100, 15000"})
  void afterFailure_aCapBetweenTwoDoublings_isTheCap(int attempt, long limit) {
    RetryPolicy policy = POLICY.withBackoff(Duration.ofSeconds(10), Duration.ofSeconds(15));

    assertThat(new Backoff(policy).afterFailure(attempt, null, 0.5))
        .isEqualTo(Duration.ofMillis(limit / 2));
  }

  @Test
  void afterFailure_withoutBackoff_isNone() {
    RetryPolicy policy = POLICY.withBackoff(Duration.ZERO, Duration.ZERO);

    assertThat(new Backoff(policy).afterFailure(100, null, 0.999)).isZero();
  }

  @Test
  void afterFailure_theLongestBackOff_doesNotOverflow() {
    RetryPolicy policy = POLICY.withBackoff(Duration.ofHours(24), Duration.ofHours(24));

    assertThat(new Backoff(policy).afterFailure(100, null, 0.5)).isEqualTo(Duration.ofHours(12));
  }
}
