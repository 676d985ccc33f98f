package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time of a {@link LocalPeeker}: creation times, the 24 hours in which the same body is the
 * same order, and everything that happens later, such as the completion of an order.
 *
 * <p>It is frozen at the start of the instance and moves only by {@link #advance}, unless {@link
 * LocalPeeker.Builder#realTime} was set.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalClock {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Supplier<LocalApi> api;

  LocalClock(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the current time.
   *
   * @return the time
   */
  public Instant now() {
    return api.get().account().now();
  }

  /**
   * Moves the time forward. Everything that becomes due happens before this returns, in the order
   * of time; webhooks in flight are delivered before the next thing happens.
   *
   * <p>Do not call it in the receiver of a webhook: it would wait for the webhook's own response.
   *
   * @param by the duration, from 0 to 36,500 days
   * @throws IllegalArgumentException if the duration is out of range
   */
  public void advance(Duration by) {
    if (Arguments.requireNotNegative(by, "by").compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "by is out of range: " + by + " (expected 0 to " + LONGEST + ")");
    }
    api.get().account().clock().advance(by);
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalClock[" + now() + "]";
  }
}
