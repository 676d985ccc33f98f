package ai.peeker.partner.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often, and after which waits, a call is sent again. Whether it may be sent again at all is
 * not a matter of policy: that follows from what the server promises for the operation.
 *
 * <p>A wait that the server names is a floor and is never shortened; to it come up to {@link
 * #jitter()} at random, so that many callers do not come back at once. A 429 that names no wait is
 * taken as {@link #defaultRetryAfter()}. After a status of 500 and more, and after a failed
 * connection, the wait is random between zero and a limit that doubles from {@link #baseDelay()} up
 * to {@link #maxDelay()} ("full jitter").
 *
 * <p>The API documents the 5 s and the 0 to 1 s of jitter under "Rate limits"; the other numbers
 * are this SDK's.
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
   * Four attempts; back-off from 0.5 s to 20 s; 5 s for a 429 that names no wait; up to 1 s of
   * jitter.
   *
   * @return the policy that a client has unless told otherwise
   */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /**
   * One attempt: every failure is reported at once.
   *
   * @return the policy
   */
  public static RetryPolicy none() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /**
   * This policy with another number of attempts.
   *
   * @param maxAttempts how often a call is sent at most, the first time included; 1 to 100
   * @return a new policy
   * @throws IllegalArgumentException if it is out of range
   */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts is " + maxAttempts + ". Give 1 (no retry) to " + MAX_ATTEMPTS + ".");
    }
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * This policy with another back-off.
   *
   * @param baseDelay the limit before the second attempt, which doubles with each further one; zero
   *     or more
   * @param maxDelay where the doubling ends; not less than {@code baseDelay}
   * @return a new policy
   * @throws IllegalArgumentException if one is null, negative or the wrong way round
   */
  public RetryPolicy withBackoff(Duration baseDelay, Duration maxDelay) {
    inRange("baseDelay", baseDelay);
    inRange("maxDelay", maxDelay);
    if (maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException(
          "maxDelay is " + maxDelay + ", less than baseDelay, " + baseDelay + ". Swap them.");
    }
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * This policy with another wait for a 429 that names none.
   *
   * @param defaultRetryAfter zero to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withDefaultRetryAfter(Duration defaultRetryAfter) {
    inRange("defaultRetryAfter", defaultRetryAfter);
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * This policy with another upper bound of what chance adds to a wait that the server named.
   *
   * @param jitter zero (none) to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withJitter(Duration jitter) {
    inRange("jitter", jitter);
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, defaultRetryAfter, jitter);
  }

  /**
   * How often a call is sent at most, the first time included.
   *
   * @return 1 to 100
   */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * The limit of the random wait before the second attempt.
   *
   * @return not negative
   */
  public Duration baseDelay() {
    return baseDelay;
  }

  /**
   * The longest limit of a random wait.
   *
   * @return not less than {@link #baseDelay()}
   */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * The wait for a 429 that names none.
   *
   * @return not negative
   */
  public Duration defaultRetryAfter() {
    return defaultRetryAfter;
  }

  /**
   * The upper bound of what chance adds to a wait that the server named.
   *
   * @return not negative
   */
  public Duration jitter() {
    return jitter;
  }

  private static void inRange(String name, @Nullable Duration value) {
    if (value == null || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ". Give zero to 24 hours.");
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
