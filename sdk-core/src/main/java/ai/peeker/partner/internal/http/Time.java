package ai.peeker.partner.internal.http;

import java.time.Duration;
import java.time.Instant;

/** The clock, the sleep and the chance of a client, so that tests can put theirs in. */
public interface Time {
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
   * Waits.
   *
   * @param duration how long; zero or more
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Chance.
   *
   * @return a number from 0 (inclusive) to 1 (exclusive)
   */
  double random();
}
