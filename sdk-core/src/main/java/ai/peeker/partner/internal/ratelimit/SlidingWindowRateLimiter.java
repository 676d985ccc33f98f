package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits how many requests reach the server in any window of time, in FIFO order. A permit is taken
 * when a request is sent and returns one window after its exchange ended: the server has seen it in
 * between, whenever that was.
 */
final class SlidingWindowRateLimiter implements RateLimiter {
  // A response that names days ends its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final long window;
  private final TimeSource time;
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private final Deque<Long> freeAt = new ArrayDeque<>();
  private int capacity;
  private int taken;
  private long pausedUntil;
  private boolean wakeScheduled;

  private record Waiter(CompletableFuture<Permit> future, long until) {}

  SlidingWindowRateLimiter(int capacity, Duration window, TimeSource time) {
    this.capacity = capacity;
    this.window = window.plusMillis(1).toNanos(); // both ends of a window belong to it
    this.time = time;
    this.pausedUntil = time.nanos();
  }

  /** Lowers the capacity: of two clients of a key that want different limits, the lower holds. */
  synchronized void lowerCapacityTo(int other) {
    capacity = Math.min(capacity, other);
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    CompletableFuture<Permit> future = new CompletableFuture<>();
    synchronized (this) {
      long now = time.nanos();
      if (waiting.isEmpty() && pausedUntil - now <= 0) {
        reclaim(now);
        if (taken < capacity) {
          taken++;
          return CompletableFuture.completedFuture(new WindowPermit());
        }
      }
      Duration earliest = Duration.ofNanos(earliest(now) - now);
      if (earliest.compareTo(maxWait) > 0) {
        return CompletableFuture.failedFuture(new RateLimitExceededException(earliest));
      }
      waiting.add(new Waiter(future, now + maxWait.toNanos()));
    }
    grant();
    return future;
  }

  /** Returns the earliest time of a permit, even if all waiters leave the queue. */
  private long earliest(long now) {
    long permit = now;
    if (taken >= capacity) { // a running exchange holds its permit for a window from its end
      permit = freeAt.isEmpty() ? now + window : freeAt.element();
    }
    return permit - pausedUntil > 0 ? permit : pausedUntil;
  }

  @Override
  public void pause(Duration delay) {
    if (delay == null) {
      throw new IllegalArgumentException("delay must not be null");
    }
    List<Waiter> hopeless = new ArrayList<>();
    Duration left;
    synchronized (this) {
      long now = time.nanos();
      Duration shared = delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE;
      long until = now + shared.toNanos();
      pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
      left = Duration.ofNanos(pausedUntil - now);
      waiting.removeIf(waiter -> waiter.until() - pausedUntil < 0 && hopeless.add(waiter));
    }
    hopeless.forEach(
        waiter -> waiter.future().completeExceptionally(new RateLimitExceededException(left)));
  }

  /** A permit that is released once. */
  private final class WindowPermit extends AtomicBoolean implements Permit {
    private static final long serialVersionUID = 1L;

    @Override
    public void release() {
      if (compareAndSet(false, true)) {
        released();
      }
    }
  }

  private void released() {
    boolean hasWaiters;
    synchronized (this) {
      freeAt.add(time.nanos() + window);
      hasWaiters = !waiting.isEmpty();
    }
    if (hasWaiters) {
      grant();
    }
  }

  private synchronized void giveBack() {
    taken--;
  }

  /** Completes the futures of those whose turn it is, outside the lock. */
  private void grant() {
    boolean again = true;
    while (again) {
      again = false;
      for (CompletableFuture<Permit> future : admitted()) {
        if (!future.complete(new WindowPermit())) { // left the queue meanwhile: nothing was sent
          giveBack();
          again = true;
        }
      }
    }
  }

  /** Takes permits for those whose turn it is; if others still wait, schedules the next grant. */
  private synchronized List<CompletableFuture<Permit>> admitted() {
    long now = time.nanos();
    reclaim(now);
    List<CompletableFuture<Permit>> result = new ArrayList<>();
    boolean paused = pausedUntil - now > 0;
    while (!paused && taken < capacity && !waiting.isEmpty()) {
      CompletableFuture<Permit> future = waiting.remove().future();
      if (!future.isDone()) {
        taken++;
        result.add(future);
      }
    }
    if (!waiting.isEmpty()) {
      scheduleGrant(now, paused);
    }
    return result;
  }

  private void reclaim(long now) {
    while (!freeAt.isEmpty() && freeAt.element() - now <= 0) {
      freeAt.remove();
      taken--;
    }
  }

  private void scheduleGrant(long now, boolean paused) {
    if (wakeScheduled || (!paused && freeAt.isEmpty())) {
      return; // the timer or the end of an exchange will do it
    }
    long at = paused ? pausedUntil : freeAt.element();
    wakeScheduled = true;
    time.schedule(Duration.ofNanos(Math.max(0, at - now)), this::wake);
  }

  private void wake() {
    synchronized (this) {
      wakeScheduled = false;
    }
    grant();
  }

  @Override
  public synchronized String toString() {
    return "RateLimiter[" + capacity + " in " + Duration.ofNanos(window) + "]";
  }
}
