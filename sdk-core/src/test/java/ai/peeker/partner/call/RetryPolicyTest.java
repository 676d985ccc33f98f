package ai.peeker.partner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY = RetryPolicy.defaults();

  @Test
  void defaults_areThoseOfTheApisRateLimitPage() {
    RetryPolicy policy = RetryPolicy.defaults();

    assertThat(policy.maxAttempts()).isEqualTo(4);
    assertThat(policy.defaultRetryAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.jitter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void none_hasOneAttempt() {
    assertThat(RetryPolicy.none().maxAttempts()).isEqualTo(1);
  }

  @Test
  void defaults_backOffFromHalfASecondToTwentySeconds() {
    assertThat(RetryPolicy.defaults().baseDelay()).isEqualTo(Duration.ofMillis(500));
    assertThat(RetryPolicy.defaults().maxDelay()).isEqualTo(Duration.ofSeconds(20));
  }

  static Stream<Arguments> wrongValues() {
    RetryPolicy policy = RetryPolicy.defaults();
    return Stream.of(
        wrong("maxAttempts is out of range: 0", () -> policy.withMaxAttempts(0)),
        wrong("maxAttempts is out of range: -1", () -> policy.withMaxAttempts(-1)),
        wrong("maxAttempts is out of range: 101", () -> policy.withMaxAttempts(101)),
        wrong("defaultRetryAfter must not be null", () -> policy.withDefaultRetryAfter(null)),
        wrong(
            "defaultRetryAfter is out of range: PT-0.001S",
            () -> policy.withDefaultRetryAfter(Duration.ofMillis(-1))),
        wrong(
            "defaultRetryAfter is out of range: PT24H1S",
            () -> policy.withDefaultRetryAfter(Duration.ofSeconds(86401))),
        wrong("jitter must not be null", () -> policy.withJitter(null)),
        wrong("jitter is out of range: PT-1S", () -> policy.withJitter(Duration.ofSeconds(-1))),
        wrong(
            "jitter is out of range: PT2562047788015215H30M7S",
            () -> policy.withJitter(Duration.ofSeconds(Long.MAX_VALUE))));
  }

  private static Arguments wrong(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongValues")
  void setting_outOfRange_isRefusedByNameAndValue(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void with_aSetting_leavesTheOriginalAsItWas() {
    RetryPolicy policy = RetryPolicy.defaults().withMaxAttempts(2);

    policy.withMaxAttempts(7).withJitter(Duration.ZERO);

    assertThat(policy).isEqualTo(RetryPolicy.defaults().withMaxAttempts(2));
    assertThat(policy.hashCode()).isEqualTo(RetryPolicy.defaults().withMaxAttempts(2).hashCode());
    assertThat(policy).isNotEqualTo(RetryPolicy.defaults());
    assertThat(policy)
        .hasToString(
            "RetryPolicy[maxAttempts=2, baseDelay=PT0.5S, maxDelay=PT20S, defaultRetryAfter=PT5S,"
                + " jitter=PT1S]");
  }

  static Stream<Arguments> wrongBackoffs() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        Arguments.of(null, second, "baseDelay must not be null"),
        Arguments.of(second, null, "maxDelay must not be null"),
        Arguments.of(Duration.ofMillis(-1), second, "baseDelay is out of range: PT-0.001S"),
        Arguments.of(second, Duration.ofHours(25), "maxDelay is out of range: PT25H"),
        Arguments.of(
            second,
            second.minusNanos(1),
            "maxDelay must not be less than baseDelay: PT0.999999999S < PT1S"));
  }

  @ParameterizedTest
  @MethodSource("wrongBackoffs")
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
