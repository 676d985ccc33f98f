package ai.peeker.partner.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often, and after which waits, a call that the server turned away with status 429 is sent
 * again.
 *
 * <p>The server says how long to wait, and its wait is a floor: it is never shortened. To it come
 * up to {@link #jitter()} at random, so that many callers do not come back at once. Where the
 * server says nothing, {@link #defaultWait()} stands in. The API documents all three numbers that
 * are the defaults here, under "Rate limits".
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicy.defaults().withMaxAttempts(2);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RetryPolicy {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(4, Duration.ofSeconds(5), Duration.ofSeconds(1));

  private static final Duration LONGEST = Duration.ofHours(24); // as long as a call may take

  private final int maxAttempts;
  private final Duration defaultWait;
  private final Duration jitter;

  private RetryPolicy(int maxAttempts, Duration defaultWait, Duration jitter) {
    this.maxAttempts = maxAttempts;
    this.defaultWait = defaultWait;
    this.jitter = jitter;
  }

  /**
   * Four attempts; 5 s where the server names no wait; up to 1 s of jitter.
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
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new IllegalArgumentException(
          "maxAttempts is " + maxAttempts + ". Give 1 (no retry) to 100.");
    }
    return new RetryPolicy(maxAttempts, defaultWait, jitter);
  }

  /**
   * This policy with another wait for answers that name none.
   *
   * @param defaultWait zero to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withDefaultWait(Duration defaultWait) {
    return new RetryPolicy(maxAttempts, inRange("defaultWait", defaultWait), jitter);
  }

  /**
   * This policy with another upper bound of what chance adds to a wait.
   *
   * @param jitter zero (none) to 24 hours
   * @return a new policy
   * @throws IllegalArgumentException if it is null or out of range
   */
  public RetryPolicy withJitter(Duration jitter) {
    return new RetryPolicy(maxAttempts, defaultWait, inRange("jitter", jitter));
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
   * The wait for an answer that names none.
   *
   * @return not negative
   */
  public Duration defaultWait() {
    return defaultWait;
  }

  /**
   * The upper bound of what chance adds to a wait.
   *
   * @return not negative
   */
  public Duration jitter() {
    return jitter;
  }

  /**
   * The wait before the next attempt.
   *
   * @param serverWait what the server asked for, or null if it named no wait
   * @param random a number from 0 (inclusive) to 1 (exclusive)
   * @return at least what the server asked for
   */
  public Duration waitFor(@Nullable Duration serverWait, double random) {
    Duration floor = serverWait == null ? defaultWait : serverWait;
    return floor.plusNanos((long) (jitter.toNanos() * random));
  }

  private static Duration inRange(String name, @Nullable Duration value) {
    if (value == null || value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ". Give zero to " + LONGEST.toHours() + " hours.");
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryPolicy that
        && maxAttempts == that.maxAttempts
        && defaultWait.equals(that.defaultWait)
        && jitter.equals(that.jitter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxAttempts, defaultWait, jitter);
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxAttempts="
        + maxAttempts
        + ", defaultWait="
        + defaultWait
        + ", jitter="
        + jitter
        + "]";
  }
}
