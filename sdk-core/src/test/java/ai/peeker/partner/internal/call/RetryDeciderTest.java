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

/** The policy: 4 attempts, backoff from 0.5 s; 5 s and up to 1 s of jitter for a 429. */
class RetryDeciderTest {
  private final RetryBudget budget = new RetryBudget();

  private RetryDecider decider(RetrySafety safety) {
    return new RetryDecider(RetryPolicy.defaults(), budget, safety);
  }

  private static Progress progress(int attempts, long millisLeft, long windowMillisLeft) {
    return new Progress(
        attempts, Duration.ofMillis(millisLeft), Duration.ofMillis(windowMillisLeft));
  }

  private static @Nullable Duration millis(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  // the random number is 0.5; delays of 250 ms, 500 ms and 1 s after the first, second and third
  // attempt
  @ParameterizedTest
  @CsvSource({
    // safety, acted, attempts, left, window, server's delay, again, delay, note
    "ALWAYS,    true,  1, 60000, 86400000,      , true,    250, ''",
    "ALWAYS,    false, 1, 60000, 86400000,      , true,    250, ''",
    "ALWAYS,    true,  2, 60000, 86400000,      , true,    500, ''",
    "ALWAYS,    true,  3, 60000, 86400000,      , true,   1000, ''",
    "ALWAYS,    true,  4, 60000, 86400000,      , false,  2000, Tried 4 times",
    "ALWAYS,    true,  5, 60000, 86400000,      , false,  4000, Tried 5 times",
    "ALWAYS,    true,  1,   251, 86400000,      , true,    250, ''",
    "ALWAYS,    true,  1,   250, 86400000,      , false,   250, exceeds",
    "ALWAYS,    true,  1,     0, 86400000,      , false,   250, exceeds",
    "ALWAYS,    true,  1, 60000,      250,      , true,    250, ''",
    "ALWAYS,    true,  1, 60000,  -999999,      , true,    250, ''",
    "ALWAYS,    true,  1, 60000, 86400000, 3000 , true,   3500, ''",
    "ALWAYS,    true,  1,  3501, 86400000, 3000 , true,   3500, ''",
    "ALWAYS,    true,  1,  3500, 86400000, 3000 , false,  3000, exceeds",
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
    "SAME_BYTES, true,  1,   100, 86400000,      , false,   250, exceeds",
    "NEVER,     true,  1, 60000, 86400000,      , false,      , does not promise",
    "NEVER,     true,  4, 60000, 86400000, 3000 , false,      , does not promise",
    "NEVER,     false, 1, 60000, 86400000,      , true,    250, ''",
    "NEVER,     false, 1, 60000,     -999,      , true,    250, ''",
    "NEVER,     false, 4, 60000, 86400000,      , false,  2000, Tried 4 times",
    "NEVER,     false, 1,   100, 86400000,      , false,   250, exceeds",
  })
  void afterFailure_everyCase_isDecided(
      RetrySafety safety,
      boolean mayHaveActed,
      int attempts,
      long left,
      long window,
      @Nullable Long retryAfter,
      boolean again,
      @Nullable Long delay,
      String note) {
    Decision decision =
        decider(safety)
            .afterFailure(progress(attempts, left, window), mayHaveActed, millis(retryAfter), 0.5);

    assertThat(decision.again()).isEqualTo(again);
    assertThat(decision.delay()).isEqualTo(millis(delay));
    assertThat(decision.note()).contains(note);
    assertThat(decision.note().isEmpty()).isEqualTo(again);
  }

  // the random number is 0.5: half a second on top of the server's wait
  @ParameterizedTest
  @CsvSource({
    // safety, attempts, left, window, server's delay, again, delay, note
    "ALWAYS,    1, 60000, 86400000,  7000, true,   7500, ''",
    "SAME_BYTES, 1, 60000, 86400000,  7000, true,   7500, ''",
    "NEVER,     1, 60000, 86400000,  7000, true,   7500, ''",
    "NEVER,     3, 60000, 86400000,      , true,   5500, ''",
    "NEVER,     4, 60000, 86400000,  7000, false,  7000, Tried 4 times",
    "NEVER,     4, 60000, 86400000,      , false,  5000, Tried 4 times",
    "ALWAYS,    1,  7501, 86400000,  7000, true,   7500, ''",
    "ALWAYS,    1,  7500, 86400000,  7000, false,  7000, exceeds",
    "ALWAYS,    1,  5500, 86400000,      , false,  5000, exceeds",
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
      @Nullable Long retryAfter,
      boolean again,
      @Nullable Long delay,
      String note) {
    Decision decision =
        decider(safety).afterRateLimit(progress(attempts, left, window), millis(retryAfter), 0.5);

    assertThat(decision.again()).isEqualTo(again);
    assertThat(decision.delay()).isEqualTo(millis(delay));
    assertThat(decision.note()).contains(note);
    assertThat(decision.note().isEmpty()).isEqualTo(again);
  }

  @Test
  void note_ofADelayThatIsTooLong_hasBothNumbers() {
    Decision decision =
        decider(RetrySafety.ALWAYS)
            .afterRateLimit(progress(1, 40_000, 86_400_000), Duration.ofSeconds(90), 0);

    assertThat(decision.note())
        .isEqualTo(
            "Not sent again: the delay of 90000 ms exceeds the remaining 40000 ms of the call.");
  }

  @Test
  void note_ofAPolicyWithoutRetries_saysOnce() {
    Decision decision =
        new RetryDecider(RetryPolicy.none(), budget, RetrySafety.ALWAYS)
            .afterFailure(progress(1, 60_000, 1), true, null, 0);

    assertThat(decision)
        .isEqualTo(
            new Decision(false, Duration.ZERO, "Tried once, the maximum of the retry policy."));
  }

  // ---- the budget

  private int retriesLeft() {
    int left = 0;
    while (budget.takeToken()) {
      left++;
    }
    return left;
  }

  private Decision afterFailure(RetryDecider decider) {
    return decider.afterFailure(progress(1, 60_000, 86_400_000), true, null, 0.5);
  }

  @Test
  void budget_usedUp_endsTheCallWithTheTimeToRetryAt() {
    assertThat(retriesLeft()).isEqualTo(10);

    assertThat(afterFailure(decider(RetrySafety.ALWAYS)))
        .isEqualTo(
            new Decision(
                false,
                Duration.ofMillis(250),
                "Not sent again: so many calls are failing that the retry budget is used up."));
  }

  @Test
  void token_isTakenByARetryAndReturnedByItsSuccess() {
    RetryDecider decider = decider(RetrySafety.ALWAYS);
    assertThat(afterFailure(decider).again()).isTrue();
    decider.succeeded();

    assertThat(retriesLeft()).isEqualTo(10);
  }

  @Test
  void token_ofARetryThatFails_isGone() {
    assertThat(afterFailure(decider(RetrySafety.ALWAYS)).again()).isTrue();

    assertThat(retriesLeft()).isEqualTo(9);
  }

  @Test
  void token_isNotTakenByACallThatEnds() {
    RetryDecider decider = decider(RetrySafety.ALWAYS);
    Decision last = decider.afterFailure(progress(4, 60_000, 86_400_000), true, null, 0.5);

    assertThat(last.again()).isFalse();
    assertThat(retriesLeft()).isEqualTo(10);
  }

  @Test
  void token_isNotReturnedBySuccessWithoutARetry() {
    assertThat(retriesLeft()).isEqualTo(10);

    decider(RetrySafety.ALWAYS).succeeded();

    assertThat(retriesLeft()).isZero();
  }

  @Test
  void tenthOfAToken_isAddedByFirstAttemptsOnly() {
    assertThat(retriesLeft()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      RetryDecider decider = decider(RetrySafety.ALWAYS);
      decider.attemptStarted(1);
      decider.attemptStarted(2);
    }

    assertThat(retriesLeft()).isEqualTo(1);
  }
}
