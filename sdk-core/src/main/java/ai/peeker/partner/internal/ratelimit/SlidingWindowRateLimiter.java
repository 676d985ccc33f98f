package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests reach the server in any window of time, in FIFO order. A permit is taken
 * when a request is sent and returns one window after its exchange ended: the server has seen it in
 * between, whenever that was.
 *
 * <p>As long as permits are free they are taken without the lock. It is held for a moment only;
 * futures are completed outside it, because callers' code may depend on them.
 */
public final class SlidingWindowRateLimiter implements RateLimiter {
  // A response that names days ends its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(366); // a pause is shorter
  // A request without a response may still be under way: the network repeats it for about so long.
  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);

  private final long window;
  private final TimeSource time;
  private final Set<SlidingWindowRateLimiter> inUse;
  private final long origin; // of all times here: the clock's may overflow
  private final Queue<Long> returning = new ConcurrentLinkedQueue<>(); // nearly in this order
  private final Queue<Long> returningLate = new PriorityQueue<>();
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private final AtomicInteger free; // below zero while a lowered capacity is exceeded
  private int capacity;
  private @Nullable Long wakeAt;
  private volatile boolean isQueued;
  private volatile boolean isInUse;
  private volatile long pausedUntil = Long.MIN_VALUE;

  private static final class Waiter extends CompletableFuture<Permit> {
    private final long until;

    Waiter(long until) {
      this.until = until;
    }
  }

  /**
   * Creates a limiter.
   *
   * @param inUse holds the limiters that must not be forgotten; thread-safe
   */
  public SlidingWindowRateLimiter(
      int capacity, Duration window, TimeSource time, Set<SlidingWindowRateLimiter> inUse) {
    this.inUse = inUse;
    this.capacity = capacity;
    this.free = new AtomicInteger(capacity);
    this.window = window.plusMillis(1).toNanos(); // both ends of a window belong to it
    this.time = time;
    this.origin = time.nanos();
  }

  private long now() {
    return time.nanos() - origin;
  }

  /** Lowers the capacity: of two clients of a key that want different limits, the lower holds. */
  synchronized void lowerCapacityTo(int other) {
    if (other < capacity) {
      free.addAndGet(other - capacity);
      capacity = other;
    }
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    if (!isQueued && pausedUntil == Long.MIN_VALUE && take()) {
      return CompletableFuture.completedFuture(new WindowPermit());
    }
    Waiter waiter;
    synchronized (this) {
      long now = reclaim();
      if (waiting.isEmpty() && pausedUntil <= now && take()) {
        pausedUntil = Long.MIN_VALUE;
        return CompletableFuture.completedFuture(new WindowPermit());
      }
      Duration earliest = Duration.ofNanos(earliest(now) - now);
      if (earliest.compareTo(maxWait) > 0) {
        return CompletableFuture.failedFuture(new RateLimitExceededException(earliest));
      }
      Duration bounded = maxWait.compareTo(LONGEST_WAIT) < 0 ? maxWait : LONGEST_WAIT;
      waiter = new Waiter(now + bounded.toNanos());
      waiting.add(waiter);
      isQueued = true;
    }
    CompletableFuture<?> unused = waiter.whenComplete((permit, e) -> leave(waiter));
    grant();
    return waiter;
  }

  private boolean take() {
    if (free.getAndUpdate(count -> count > 0 ? count - 1 : count) <= 0) {
      return false;
    }
    if (!isInUse) {
      enterUse();
    }
    return true;
  }

  private synchronized void enterUse() {
    isInUse = true;
    inUse.add(this);
  }

  /** Leaves the limiters in use if no window is open and no request waits. */
  synchronized void leaveIfIdle() {
    if (pausedUntil <= reclaim() && waiting.isEmpty() && free.get() >= capacity) {
      inUse.remove(this);
      isInUse = false;
      if (free.get() < capacity) { // taken meanwhile, perhaps before this limiter had left
        enterUse();
      }
    }
  }

  private synchronized void leave(Waiter waiter) {
    waiting.remove(waiter); // if it was canceled
    isQueued = !waiting.isEmpty();
  }

  /** Returns the earliest time of a permit for one more waiter, if those before it stay. */
  private long earliest(long now) {
    int missing = waiting.size() + 1 - free.get();
    return Math.max(pausedUntil, missing <= 0 ? now : returns(missing - 1, now));
  }

  /** Returns when a permit returns, by its index among those that are taken. */
  private long returns(int index, long now) {
    long inWindow = // a running exchange holds its permit for a window from its end
        Stream.concat(returning.stream(), returningLate.stream())
            .sorted()
            .skip(index % capacity)
            .findFirst()
            .orElse(now + window);
    return inWindow + index / capacity * window;
  }

  @Override
  public void pause(Duration delay) {
    if (delay == null) {
      throw new IllegalArgumentException("delay must not be null");
    }
    Duration shared = delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE;
    List<Waiter> hopeless = new ArrayList<>();
    Duration left;
    synchronized (this) {
      enterUse();
      long now = now();
      pausedUntil = Math.max(pausedUntil, now + shared.toNanos());
      left = Duration.ofNanos(pausedUntil - now);
      waiting.removeIf(waiter -> waiter.until < pausedUntil && hopeless.add(waiter));
      isQueued = !waiting.isEmpty();
    }
    hopeless.forEach(waiter -> waiter.completeExceptionally(new RateLimitExceededException(left)));
  }

  /** A permit that is released once. */
  private final class WindowPermit extends AtomicBoolean implements Permit {
    private static final long serialVersionUID = 1L;

    @Override
    public void release() {
      if (compareAndSet(false, true)) {
        returning.add(now() + window);
        grantIfQueued();
      }
    }

    @Override
    public void releaseWithoutResponse() {
      releaseLate(LONGEST_WAY.toNanos() + window);
    }

    @Override
    public void releaseUnused() {
      releaseLate(0);
    }

    private void releaseLate(long nanos) {
      if (compareAndSet(false, true)) {
        returnsAt(now() + nanos);
        grantIfQueued();
      }
    }
  }

  private synchronized void returnsAt(long at) {
    returningLate.add(at);
  }

  private void grantIfQueued() {
    if (isQueued) {
      grant();
    }
  }

  /** Completes the futures of those whose turn it is, outside the lock. */
  private void grant() {
    for (List<Waiter> turn = admitted(); !turn.isEmpty(); turn = admitted()) {
      for (Waiter waiter : turn) {
        if (!waiter.complete(new WindowPermit())) { // left the queue meanwhile: nothing was sent
          returnsAt(now());
        }
      }
    }
  }

  /** Takes permits for those whose turn it is; if others still wait, schedules the next grant. */
  private synchronized List<Waiter> admitted() {
    List<Waiter> result = new ArrayList<>();
    long now = reclaim();
    Iterator<Waiter> next = waiting.iterator();
    while (pausedUntil <= now && next.hasNext() && take()) {
      result.add(next.next());
      next.remove();
    }
    isQueued = !waiting.isEmpty();
    // if no permit returns, the end of an exchange grants the next
    Long at = pausedUntil > now ? Long.valueOf(pausedUntil) : nextReturn();
    if (!waiting.isEmpty() && at != null && (wakeAt == null || at < wakeAt)) {
      wakeAt = at;
      Object unused = time.schedule(Duration.ofNanos(at - now), () -> wake(at));
    }
    return result;
  }

  /** Takes back the permits whose window is over, and returns the current time. */
  private long reclaim() {
    long now = now();
    free.addAndGet(reclaim(returning, now) + reclaim(returningLate, now));
    return now;
  }

  private static int reclaim(Queue<Long> queue, long now) {
    int reclaimed = 0;
    for (Long at = queue.peek(); at != null && at <= now; at = queue.peek()) {
      queue.remove();
      reclaimed++;
    }
    return reclaimed;
  }

  private @Nullable Long nextReturn() {
    Long first = returning.peek();
    Long late = returningLate.peek();
    return first == null || (late != null && late < first) ? late : first;
  }

  private void wake(Long at) {
    synchronized (this) {
      wakeAt = at.equals(wakeAt) ? null : wakeAt; // else an earlier one replaced it
    }
    grant();
  }

  @Override
  public synchronized String toString() {
    return "RateLimiter[" + capacity + " in " + Duration.ofNanos(window) + "]";
  }
}
