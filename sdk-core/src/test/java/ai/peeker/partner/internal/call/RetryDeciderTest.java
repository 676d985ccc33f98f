package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.call.RetryDecider.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy: 4 attempts, back-off from 0.5 s; 5 s and up to 1 s of jitter for a 429. */
class RetryDeciderTest {
  private final RetryDecider rules = new RetryDecider(RetryPolicy.defaults());

  private static Progress progress(int attempts, long millisLeft, long windowMillisLeft) {
    return new Progress(
        attempts, Duration.ofMillis(millisLeft), Duration.ofMillis(windowMillisLeft));
  }

  private static @Nullable Duration millis(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  // chance is 0.5: waits of 250 ms, 500 ms and 1 s after the first, second and third attempt
  @ParameterizedTest
  @CsvSource({
    // safety, acted, attempts, left, window, server's wait, again, delay, note
    "ALWAYS,    true,  1, 60000, 86400000,      , true,    250, ''",
    "ALWAYS,    false, 1, 60000, 86400000,      , true,    250, ''",
    "ALWAYS,    true,  2, 60000, 86400000,      , true,    500, ''",
    "ALWAYS,    true,  3, 60000, 86400000,      , true,   1000, ''",
    "ALWAYS,    true,  4, 60000, 86400000,      , false,  2000, Tried 4 times",
    "ALWAYS,    true,  5, 60000, 86400000,      , false,  4000, Tried 5 times",
    "ALWAYS,    true,  1,   251, 86400000,      , true,    250, ''",
    "ALWAYS,    true,  1,   250, 86400000,      , false,   250, does not fit",
    "ALWAYS,    true,  1,     0, 86400000,      , false,   250, does not fit",
    "ALWAYS,    true,  1, 60000,      250,      , true,    250, ''",
    "ALWAYS,    true,  1, 60000,  -999999,      , true,    250, ''",
    "ALWAYS,    true,  1, 60000, 86400000, 3000 , true,   3500, ''",
    "ALWAYS,    true,  1,  3501, 86400000, 3000 , true,   3500, ''",
    "ALWAYS,    true,  1,  3500, 86400000, 3000 , false,  3000, does not fit",
    "ALWAYS,    true,  4, 60000, 86400000, 3000 , false,  3000, Tried 4 times",
    "SAME_BYTES, true,  1, 60000, 86400000,      , true,    250, ''",
    "SAME_BYTES, false, 1, 60000, 86400000,      , true,    250, ''",
    "SAME_BYTES, true,  1, 60000,      251,      , true,    250, ''",
    "SAME_BYTES, true,  1, 60000,      250,      , false,      , 24 hours",
    "SAME_BYTES, false, 1, 60000,      250,      , false,      , 24 hours",
    "SAME_BYTES, true,  1, 60000,       -1,      , false,      , 24 hours",
    "SAME_BYTES, true,  1, 60000,     3500, 3000 , false,      , 24 hours",
    "SAME_BYTES, true,  1, 60000,     3501, 3000 , true,   3500, ''",
    "SAME_BYTES, true,  4, 60000, 86400000,      , false,  2000, Tried 4 times",
    "SAME_BYTES, true,  1,   100, 86400000,      , false,   250, does not fit",
    "NEVER,     true,  1, 60000, 86400000,      , false,      , does not promise",
    "NEVER,     true,  4, 60000, 86400000, 3000 , false,      , does not promise",
    "NEVER,     false, 1, 60000, 86400000,      , true,    250, ''",
    "NEVER,     false, 1, 60000,     -999,      , true,    250, ''",
    "NEVER,     false, 4, 60000, 86400000,      , false,  2000, Tried 4 times",
    "NEVER,     false, 1,   100, 86400000,      , false,   250, does not fit",
  })
  void afterFailure_everyCase_isDecided(
      RetrySafety safety,
      boolean maybeActed,
      int attempts,
      long left,
      long window,
      @Nullable Long serverWait,
      boolean again,
      @Nullable Long delay,
      String note) {
    Decision decision =
        rules.afterFailure(
            progress(attempts, left, window), safety, maybeActed, millis(serverWait), 0.5);

    assertThat(decision.again()).isEqualTo(again);
    assertThat(decision.delay()).isEqualTo(millis(delay));
    assertThat(decision.note()).contains(note);
    assertThat(decision.note().isEmpty()).isEqualTo(again);
  }

  // chance is 0.5: half a second on top of the server's wait
  @ParameterizedTest
  @CsvSource({
    // safety, attempts, left, window, server's wait, again, delay, note
    "ALWAYS,    1, 60000, 86400000,  7000, true,   7500, ''",
    "SAME_BYTES, 1, 60000, 86400000,  7000, true,   7500, ''",
    "NEVER,     1, 60000, 86400000,  7000, true,   7500, ''",
    "NEVER,     3, 60000, 86400000,      , true,   5500, ''",
    "NEVER,     4, 60000, 86400000,  7000, false,  7000, Tried 4 times",
    "NEVER,     4, 60000, 86400000,      , false,  5000, Tried 4 times",
    "ALWAYS,    1,  7501, 86400000,  7000, true,   7500, ''",
    "ALWAYS,    1,  7500, 86400000,  7000, false,  7000, does not fit",
    "ALWAYS,    1,  5500, 86400000,      , false,  5000, does not fit",
    "ALWAYS,    1, 60000,     7500,  7000, true,   7500, ''",
    "NEVER,     1, 60000,     7500,  7000, true,   7500, ''",
    "SAME_BYTES, 1, 60000,     7501,  7000, true,   7500, ''",
    "SAME_BYTES, 1, 60000,     7500,  7000, false,      , 24 hours",
  })
  void afterRateLimit_everyCase_isDecided(
      RetrySafety safety,
      int attempts,
      long left,
      long window,
      @Nullable Long serverWait,
      boolean again,
      @Nullable Long delay,
      String note) {
    Decision decision =
        rules.afterRateLimit(progress(attempts, left, window), safety, millis(serverWait), 0.5);

    assertThat(decision.again()).isEqualTo(again);
    assertThat(decision.delay()).isEqualTo(millis(delay));
    assertThat(decision.note()).contains(note);
    assertThat(decision.note().isEmpty()).isEqualTo(again);
  }

  @Test
  void note_ofAWaitThatDoesNotFit_saysBothNumbers() {
    Decision decision =
        rules.afterRateLimit(
            progress(1, 40_000, 86_400_000), RetrySafety.ALWAYS, Duration.ofSeconds(90), 0);

    assertThat(decision.note())
        .isEqualTo(
            "Not sent again: the wait of 90000 ms does not fit the 40000 ms that the call has"
                + " left.");
  }

  @Test
  void note_ofAPolicyWithoutRetries_saysOnce() {
    Decision decision =
        new RetryDecider(RetryPolicy.none())
            .afterFailure(progress(1, 60_000, 1), RetrySafety.ALWAYS, true, null, 0);

    assertThat(decision)
        .isEqualTo(
            new Decision(false, Duration.ZERO, "Tried once, as often as the retry policy allows."));
  }
}
