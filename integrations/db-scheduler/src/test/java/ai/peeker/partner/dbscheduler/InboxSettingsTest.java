package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.webhook.WebhookHandler;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of an inbox. */
class InboxSettingsTest {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private static WebhookInbox.Builder builder() {
    return WebhookInbox.builder(
        WebhookHandler.builder(InboxFixture.verifier()).fallback((event, context) -> {}).build());
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "10, 2560", "11, 3600", "12, 3600", "1000, 3600"})
  void delay_isDoubledUpToTheLongest(int failures, long seconds) {
    InboxRetries retries = new InboxRetries(12, FIRST, LONGEST, () -> 0);

    assertThat(retries.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void delay_hasAtMostAHalfSubtracted() {
    InboxRetries retries = new InboxRetries(12, FIRST, LONGEST, () -> 1);

    assertThat(retries.delay(1)).isEqualTo(Duration.ofMillis(2500));
    assertThat(retries.busyDelay()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void delaysOfTheDefaults_takeAboutTwoHoursUntilAnEventIsParked() {
    InboxRetries retries = new InboxRetries(12, FIRST, LONGEST, () -> 0.5);
    Duration sum = Duration.ZERO;
    for (int failures = 1; failures < 12; failures++) {
      sum = sum.plus(retries.delay(failures));
    }

    assertThat(sum).isBetween(Duration.ofMinutes(100), Duration.ofMinutes(130));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void maxAttempts_outOfRange_isRejected(int attempts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxAttempts(attempts))
        .withMessage("maxAttempts is out of range: " + attempts + " (expected 1 to 1000).");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT2S, PT1S", "PT1S, PT24H0.001S", "PT-1S, PT1S"})
  void delays_outOfRange_areRejected(Duration first, Duration longest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().delays(first, longest))
        .withMessageStartingWith("delays are out of range: ");
  }

  @Test
  void name_thatDoesNotFitIntoTheTable_isRejected() {
    assertThat(builder().name("x".repeat(100)).build().task().getName()).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> builder().name("x".repeat(101)));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().name(" "));
  }

  @Test
  void arguments_thatAreNull_areRejected() {
    WebhookInbox inbox = builder().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookInbox.builder(null))
        .withMessage("handler must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.parked(1, null))
        .withMessage("client must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.parked(0, null))
        .withMessage("limit is out of range: 0 (expected 1 or more)");
    assertThat(inbox).hasToString("WebhookInbox[peeker-webhook]");
  }

  @Test
  void failure_isDescribedWithItsFirstCauseInBoundedLength() {
    Exception circle = new Exception("one");
    circle.initCause(new Exception("two", circle));

    assertThat(FailureText.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(FailureText.of(new Exception("a", new Exception("b", new Exception("c")))))
        .isEqualTo("java.lang.Exception: a, caused by java.lang.Exception: c");
    assertThat(FailureText.of(new Exception("x".repeat(1000)))).hasSize(500);
    assertThat(FailureText.of(circle)).startsWith("java.lang.Exception: one");
  }
}
