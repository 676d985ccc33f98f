package ai.peeker.partner.ratelimit;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * When this process takes permits, while they are scarce: not whenever it talks to the database,
 * but at a random moment after the next permit is free, so that each process has its turn. Not
 * thread-safe.
 */
final class Turns {
  static final long LONGEST_SLEEP = 1_000; // in ms: finds permits that were released unused

  private static final long SHORTEST_SLEEP = 2;
  private static final double SLOT = 0.005; // of a window
  private static final double SLOTS = 4;

  private final Settings settings;
  private final TimeSource time;
  private final Runnable wakeUp;
  private final Queue<Long> grantedAt = new ArrayDeque<>();
  private Cancellable alarm = () -> {};
  private long next;

  Turns(Settings settings, TimeSource time, Runnable wakeUp) {
    this.settings = settings;
    this.time = time;
    this.wakeUp = wakeUp;
    this.next = time.nanos();
  }

  boolean isNow() {
    return next - time.nanos() <= 0;
  }

  void granted(int count) {
    forgetEarlierWindows();
    grantedAt.addAll(Collections.nCopies(count, time.nanos()));
  }

  private void forgetEarlierWindows() {
    long begin = time.nanos() - settings.window().toNanos();
    while (!grantedAt.isEmpty() && grantedAt.element() - begin < 0) {
      grantedAt.remove();
    }
  }

  /** Wakes up after a time. The more of the window's permits a process has, the later that is. */
  void sleep(long millis) {
    forgetEarlierWindows();
    double share = Math.min(1, 2.0 * grantedAt.size() / settings.limit());
    sleep(millis, time.random() + SLOTS * share);
  }

  /** Wakes up after a time, if that is earlier than planned for another reason than the random. */
  void sleepNoLonger(long millis) {
    sleep(millis, 1 + SLOTS);
  }

  private void sleep(long millis, double slots) {
    long now = time.nanos();
    long bounded = Math.max(SHORTEST_SLEEP, Math.min(millis, LONGEST_SLEEP));
    long slot = (long) (slots * SLOT * settings.window().toNanos());
    long at = now + TimeUnit.MILLISECONDS.toNanos(bounded) + slot;
    if (next - now <= 0 || at - next < 0) {
      alarm.cancel();
      next = at;
      alarm = time.schedule(Duration.ofNanos(at - now), wakeUp);
    }
  }
}
