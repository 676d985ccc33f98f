package ai.peeker.partner.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A retry policy: the maximum number of attempts and the delays between them. Whether a call may be
 * sent again is not a matter of policy: that follows from the server's promise for the operation.
 *
 * <p>A delay requested by the server is a minimum and is never shortened; up to {@link #jitter()}
 * is added at random, so that callers do not return all together. A 429 without a delay counts as
 * {@link #defaultRetryAfter()}. After a status of 500 or more, and after a failed connection, the
 * delay is random between zero and a limit that doubles from {@link #baseDelay()} up to {@link
 * #maxDelay()} ("full jitter").
 *
 * <p>The API documents the 5 s and the 0 to 1 s of jitter under "Rate limits"; the other defaults
 * are choices of this SDK.
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicy.defaults().withMaxAttempts(2);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param maxAttempts the maximum number of attempts, including the first; 1 to 100
 * @param baseDelay the limit of the random delay before the second attempt, which doubles with each
 *     further one; zero to 24 hours
 * @param maxDelay the maximum limit of a random delay; not less than {@code baseDelay}
 * @param defaultRetryAfter the delay after a 429 that requests none; zero to 24 hours
 * @param jitter the maximum that is added to a delay requested by the server; zero to 24 hours
 */
public record RetryPolicy(
    int maxAttempts,
    Duration baseDelay,
    Duration maxDelay,
    Duration defaultRetryAfter,
    Duration jitter) {
  private static final int MAX_ATTEMPTS = 100;
  private static final Duration LONGEST = Duration.ofHours(24); // as long as a call may take
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          4,
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  /**
   * Creates a policy. Prefer a changed copy of {@link #defaults()}, which names its settings.
   *
   * @param maxAttempts 1 to 100
   * @param baseDelay zero to 24 hours
   * @param maxDelay {@code baseDelay} to 24 hours
   * @param defaultRetryAfter zero to 24 hours
   * @param jitter zero to 24 hours
   * @throws IllegalArgumentException if a value is null or out of range
   */
  public RetryPolicy {
    if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts is out of range: " + maxAttempts + " (expected 1 to " + MAX_ATTEMPTS + ")");
    }
    inRange("baseDelay", baseDelay);
    inRange("maxDelay", maxDelay);
    inRange("defaultRetryAfter", defaultRetryAfter);
    inRange("jitter", jitter);
    if (maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException(
          "maxDelay must not be less than baseDelay: " + maxDelay + " < " + baseDelay);
    }
  }

  /**
   * Returns the default policy: four attempts, delays of up to 0.5 s to 20 s, 5 s after a 429
   * without a delay, up to 1 s of jitter.
   *
   * @return the default policy of a client
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * Returns a policy without retries.
   *
   * @return the default policy with one attempt
   */
  public static RetryPolicy none() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /**
   * Returns a copy with another maximum number of attempts.
   *
   * @param maxAttempts the maximum, including the first attempt; 1 to 100
   * @return a new policy
   * @throws IllegalArgumentException if it is out of range
   */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * Returns a copy with another backoff.
   *
   * @param baseDelay the limit of the delay before the second attempt, which doubles with each
   *     further one; zero to 24 hours
   * @param maxDelay the maximum of the limit; not less than {@code baseDelay}
   * @return a new policy
   * @throws IllegalArgumentException if one is null or out of range
   */
  public RetryPolicy withBackoff(Duration baseDelay, Duration maxDelay) {
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * Returns a copy with another delay after a 429 that requests none.
   *
   * @param defaultRetryAfter the delay; zero to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withDefaultRetryAfter(Duration defaultRetryAfter) {
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * Returns a copy with another maximum jitter.
   *
   * @param jitter the maximum that is added to a delay requested by the server; zero to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withJitter(Duration jitter) {
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  private static void inRange(String name, @Nullable Duration value) {
    if (value == null || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          value == null
              ? name + " must not be null"
              : name + " is out of range: " + value + " (expected 0 to 24 hours)");
    }
  }
}
