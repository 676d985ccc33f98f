package ai.peeker.partner.internal.time;

import java.time.Duration;
import java.time.Instant;

/** The clock, the timer and the chance of a client, so that tests can put theirs in. */
public interface TimeSource {
  /**
   * The time of day, for people and for the server.
   *
   * @return now
   */
  Instant now();

  /**
   * A clock that only goes forward, for measuring.
   *
   * @return nanoseconds from an arbitrary origin
   */
  long nanos();

  /**
   * Chance.
   *
   * @return a number from 0 (inclusive) to 1 (exclusive)
   */
  double random();

  /**
   * Runs a task later, without keeping a thread waiting.
   *
   * @param delay how much later; zero or more
   * @param task short, and not blocking
   * @return to cancel it
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * Runs a task later unless it is cancelled before, as usually happens: what ends a call that
   * hangs.
   *
   * @param delay how much later; zero or more
   * @param task short, and not blocking
   * @return to cancel it
   */
  default Cancellable alarm(Duration delay, Runnable task) {
    return schedule(delay, task);
  }
}
