package ai.peeker.partner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyBackoffTest {
  private static final RetryPolicy POLICY = RetryPolicy.defaults();

  @Test
  void defaults_backOffFromHalfASecondToTwentySeconds() {
    assertThat(POLICY.baseDelay()).isEqualTo(Duration.ofMillis(500));
    assertThat(POLICY.maxDelay()).isEqualTo(Duration.ofSeconds(20));
  }

  // "full jitter": chance times a limit of 0.5 s, 1 s, 2 s, 4 s, 8 s, 16 s, then 20 s
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
  void waitAfterFailure_ofEachAttempt_isAShareOfALimitThatDoubles(
      int attempt, double random, long millis) {
    assertThat(POLICY.waitAfterFailure(attempt, null, random)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    // attempt, the server's wait, chance, expected: server + chance * 1 s, or the back-off if that
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
  void waitAfterFailure_withAServerWait_isNeverShorterThanThat(
      int attempt, long serverMillis, double random, long millis) {
    Duration wait = POLICY.waitAfterFailure(attempt, Duration.ofMillis(serverMillis), random);

    assertThat(wait).isEqualTo(Duration.ofMillis(millis));
    assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(serverMillis));
  }

  @ParameterizedTest
  @CsvSource({"1, 10000", "2, 15000", "3, 15000", "100, 15000"})
  void waitAfterFailure_aCapBetweenTwoDoublings_isTheCap(int attempt, long limit) {
    RetryPolicy policy = POLICY.withBackoff(Duration.ofSeconds(10), Duration.ofSeconds(15));

    assertThat(policy.waitAfterFailure(attempt, null, 0.5)).isEqualTo(Duration.ofMillis(limit / 2));
  }

  @Test
  void waitAfterFailure_withoutBackOff_isNone() {
    RetryPolicy policy = POLICY.withBackoff(Duration.ZERO, Duration.ZERO);

    assertThat(policy.waitAfterFailure(100, null, 0.999)).isZero();
  }

  @Test
  void waitAfterFailure_theLongestBackOff_doesNotOverflow() {
    RetryPolicy policy = POLICY.withBackoff(Duration.ofHours(24), Duration.ofHours(24));

    assertThat(policy.waitAfterFailure(100, null, 0.5)).isEqualTo(Duration.ofHours(12));
  }

  static Stream<Arguments> wrong() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        Arguments.of(null, second, "baseDelay is null."),
        Arguments.of(second, null, "maxDelay is null."),
        Arguments.of(Duration.ofMillis(-1), second, "baseDelay is PT-0.001S."),
        Arguments.of(second, Duration.ofHours(25), "maxDelay is PT25H."),
        Arguments.of(
            second, second.minusNanos(1), "maxDelay is PT0.999999999S, less than baseDelay, PT1S"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void withBackoff_outOfRange_isRefusedByNameAndValue(Duration base, Duration max, String message) {
    assertThatThrownBy(() -> POLICY.withBackoff(base, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void bounds_themselves_areTaken() {
    Duration day = Duration.ofHours(24);

    assertThat(POLICY.withBackoff(day, day).maxDelay()).isEqualTo(day);
    assertThat(POLICY.withDefaultRetryAfter(Duration.ZERO).defaultRetryAfter()).isZero();
    assertThat(POLICY.withJitter(day).jitter()).isEqualTo(day);
    assertThat(POLICY.withMaxAttempts(100).maxAttempts()).isEqualTo(100);
    assertThat(POLICY.withMaxAttempts(1)).isEqualTo(RetryPolicy.none());
  }

  @Test
  void with_oneSetting_leavesTheOthers() {
    RetryPolicy all =
        POLICY
            .withMaxAttempts(7)
            .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))
            .withDefaultRetryAfter(Duration.ofMillis(3))
            .withJitter(Duration.ofMillis(4));

    assertThat(all)
        .hasToString(
            "RetryPolicy[maxAttempts=7, baseDelay=PT0.001S, maxDelay=PT0.002S,"
                + " defaultRetryAfter=PT0.003S, jitter=PT0.004S]");
    assertThat(all.withMaxAttempts(7)).isEqualTo(all).hasSameHashCodeAs(all);
  }

  @Test
  void equals_holdsForTheSameSettingsOnly() {
    assertThat(POLICY)
        .isNotEqualTo(POLICY.withMaxAttempts(5))
        .isNotEqualTo(POLICY.withBackoff(Duration.ZERO, Duration.ofSeconds(20)))
        .isNotEqualTo(POLICY.withBackoff(Duration.ofMillis(500), Duration.ofSeconds(21)))
        .isNotEqualTo(POLICY.withDefaultRetryAfter(Duration.ZERO))
        .isNotEqualTo(POLICY.withJitter(Duration.ZERO))
        .isNotEqualTo("x");
    assertThat(POLICY.hashCode()).isNotZero();
  }
}
