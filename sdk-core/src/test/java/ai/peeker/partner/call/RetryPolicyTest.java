package ai.peeker.partner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
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
  void waitFor_aServerWait_isThatPlusAShareOfTheJitter(
      @Nullable Long serverMillis, double random, long expectedMillis) {
    Duration server = serverMillis == null ? null : Duration.ofMillis(serverMillis);

    assertThat(RetryPolicy.defaults().waitAfterRateLimit(server, random))
        .isEqualTo(Duration.ofMillis(expectedMillis));
  }

  @Test
  void waitFor_withoutJitter_isTheFloor() {
    RetryPolicy policy = RetryPolicy.defaults().withJitter(Duration.ZERO);

    assertThat(policy.waitAfterRateLimit(Duration.ofSeconds(3), 0.999))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void waitFor_theLargestSettings_doesNotOverflow() {
    RetryPolicy policy =
        RetryPolicy.defaults()
            .withDefaultRetryAfter(Duration.ofHours(24))
            .withJitter(Duration.ofHours(24));

    assertThat(policy.waitAfterRateLimit(null, 0.5)).isEqualTo(Duration.ofHours(36));
  }

  static Stream<Arguments> wrongValues() {
    RetryPolicy policy = RetryPolicy.defaults();
    return Stream.of(
        wrong("maxAttempts is 0.", () -> policy.withMaxAttempts(0)),
        wrong("maxAttempts is -1.", () -> policy.withMaxAttempts(-1)),
        wrong("maxAttempts is 101.", () -> policy.withMaxAttempts(101)),
        wrong("defaultRetryAfter is null.", () -> policy.withDefaultRetryAfter(null)),
        wrong(
            "defaultRetryAfter is PT-0.001S.",
            () -> policy.withDefaultRetryAfter(Duration.ofMillis(-1))),
        wrong(
            "defaultRetryAfter is PT24H1S.",
            () -> policy.withDefaultRetryAfter(Duration.ofSeconds(86401))),
        wrong("jitter is null.", () -> policy.withJitter(null)),
        wrong("jitter is PT-1S.", () -> policy.withJitter(Duration.ofSeconds(-1))),
        wrong(
            "jitter is PT2562047788015215H30M7S.",
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
}
