package ai.peeker.partner.call;

import java.time.Duration;
import java.util.Objects;
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
 */
public final class RetryPolicy {
  private static final int MAX_ATTEMPTS = 100;
  private static final Duration LONGEST = Duration.ofHours(24); // as long as a call may take
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          4,
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  private final int maxAttempts;
  private final Duration baseDelay;
  private final Duration maxDelay;
  private final Duration defaultRetryAfter;
  private final Duration jitter;

  private RetryPolicy(
      int maxAttempts,
      Duration baseDelay,
      Duration maxDelay,
      Duration defaultRetryAfter,
      Duration jitter) {
    this.maxAttempts = maxAttempts;
    this.baseDelay = baseDelay;
    this.maxDelay = maxDelay;
    this.defaultRetryAfter = defaultRetryAfter;
    this.jitter = jitter;
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
    if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts is out of range: " + maxAttempts + " (expected 1 to " + MAX_ATTEMPTS + ")");
    }
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
    inRange("baseDelay", baseDelay);
    inRange("maxDelay", maxDelay);
    if (maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException(
          "maxDelay must not be less than baseDelay: " + maxDelay + " < " + baseDelay);
    }
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
    inRange("defaultRetryAfter", defaultRetryAfter);
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
    inRange("jitter", jitter);
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * Returns the maximum number of attempts, including the first.
   *
   * @return 1 to 100
   */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * Returns the limit of the random delay before the second attempt.
   *
   * @return not negative
   */
  public Duration baseDelay() {
    return baseDelay;
  }

  /**
   * Returns the maximum limit of a random delay.
   *
   * @return not less than {@link #baseDelay()}
   */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * Returns the delay after a 429 that requests none.
   *
   * @return not negative
   */
  public Duration defaultRetryAfter() {
    return defaultRetryAfter;
  }

  /**
   * Returns the maximum jitter added to a delay requested by the server.
   *
   * @return not negative
   */
  public Duration jitter() {
    return jitter;
  }

  private static void inRange(String name, @Nullable Duration value) {
    if (value == null || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          value == null
              ? name + " must not be null"
              : name + " is out of range: " + value + " (expected 0 to 24 hours)");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryPolicy that
        && maxAttempts == that.maxAttempts
        && baseDelay.equals(that.baseDelay)
        && maxDelay.equals(that.maxDelay)
        && defaultRetryAfter.equals(that.defaultRetryAfter)
        && jitter.equals(that.jitter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxAttempts="
        + maxAttempts
        + ", baseDelay="
        + baseDelay
        + ", maxDelay="
        + maxDelay
        + ", defaultRetryAfter="
        + defaultRetryAfter
        + ", jitter="
        + jitter
        + "]";
  }
}
