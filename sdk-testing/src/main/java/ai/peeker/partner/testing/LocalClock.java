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
   * @param by the duration, 0 or more
   * @throws IllegalArgumentException if the duration is negative
   */
  public void advance(Duration by) {
    api.get().account().clock().advance(Arguments.requireNotNegative(by, "by"));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalClock[" + now() + "]";
  }
}
