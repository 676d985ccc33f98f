package ai.peeker.partner.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Clock, scheduler and randomness, replaceable in tests. */
public interface TimeSource {
  /** Returns the wall-clock time, for logging and for the server. */
  Instant now();

  /** Returns a monotonic time in nanoseconds from an arbitrary origin, for measuring. */
  long nanos();

  /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
  double random();

  /**
   * Runs a task after a delay, without keeping a thread while it waits.
   *
   * @param task must be short and must not block
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * Runs a task after a delay unless it is canceled before, as usually happens.
   *
   * @param task must be short and must not block
   */
  default Cancellable scheduleTimeout(Duration delay, Runnable task) {
    return schedule(delay, task);
  }

  /** Blocks the calling thread; an interrupt ends the wait. */
  void sleep(Duration delay) throws InterruptedException;

  /**
   * Blocks the calling thread until a future is completed; an interrupt ends the wait.
   *
   * @return false if it is not completed within the timeout
   */
  boolean await(CompletableFuture<?> future, Duration timeout) throws InterruptedException;
}
