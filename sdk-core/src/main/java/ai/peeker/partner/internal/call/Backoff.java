package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Computes the delay before a retry. Random numbers are from 0 (inclusive) to 1 (exclusive). */
record Backoff(RetryPolicy policy) {
  /** Returns the delay after a 429: at least the server's. */
  Duration afterRateLimit(@Nullable Duration retryAfter, double random) {
    Duration floor = retryAfter == null ? policy.defaultRetryAfter() : retryAfter;
    return floor.plus(fraction(policy.jitter(), random));
  }

  /**
   * Returns the delay after a failure of the server or the connection: at least the server's.
   *
   * @param attempt the number of the failed attempt; 1 or more
   */
  Duration afterFailure(int attempt, @Nullable Duration retryAfter, double random) {
    Duration backoff = fraction(limit(attempt), random);
    if (retryAfter == null) {
      return backoff;
    }
    Duration requested = retryAfter.plus(fraction(policy.jitter(), random));
    return requested.compareTo(backoff) >= 0 ? requested : backoff;
  }

  private Duration limit(int attempt) {
    Duration limit = policy.baseDelay();
    for (int i = 1; i < attempt && limit.compareTo(policy.maxDelay()) < 0; i++) {
      limit = limit.multipliedBy(2);
    }
    return limit.compareTo(policy.maxDelay()) < 0 ? limit : policy.maxDelay();
  }

  private static Duration fraction(Duration whole, double random) {
    return Duration.ofNanos((long) (whole.toNanos() * random));
  }
}
