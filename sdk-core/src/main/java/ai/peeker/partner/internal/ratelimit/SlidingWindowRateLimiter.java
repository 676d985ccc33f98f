package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Limits how many requests reach the server in any window of time, in FIFO order. A permit is taken
 * when a request is sent and returns one window after its exchange ended: the server has seen it in
 * between, whenever that was.
 *
 * <p>Neither {@link #acquire} nor a release blocks while permits are free and no request waits.
 */
final class SlidingWindowRateLimiter implements RateLimiter {
  // A response that names days ends its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  // A request without a response may still be under way: the network repeats it for about so long.
  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);
  private static final int FEW = 16; // so that no caller tidies up for all others

  private final long window;
  private final TimeSource time;
  private final AtomicInteger free; // below zero while a lowered capacity is exceeded
  private final Queue<Long> returning = new ConcurrentLinkedQueue<>(); // polled with the lock
  private final Queue<Long> returningLate = new ConcurrentLinkedQueue<>(); // the same
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private final Set<SlidingWindowRateLimiter> inUse;
  private int capacity;
  private long pausedUntil;
  private boolean wakeScheduled;
  private long wakeAt;
  private volatile boolean restricted; // paused, or requests wait; written with the lock
  private volatile boolean used;

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
  SlidingWindowRateLimiter(
      int capacity, Duration window, TimeSource time, Set<SlidingWindowRateLimiter> inUse) {
    this.inUse = inUse;
    this.capacity = capacity;
    this.free = new AtomicInteger(capacity);
    this.window = window.plusMillis(1).toNanos(); // both ends of a window belong to it
    this.time = time;
    this.pausedUntil = time.nanos();
  }

  /** Lowers the capacity: of two clients of a key that want different limits, the lower holds. */
  void lowerCapacityTo(int other) {
    lock.lock();
    try {
      if (other < capacity) {
        free.addAndGet(other - capacity);
        capacity = other;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    CompletableFuture<Permit> permit =
        !restricted && take()
            ? CompletableFuture.completedFuture(new WindowPermit())
            : enqueue(maxWait);
    use();
    return permit;
  }

  private void use() {
    if (!used) {
      used = true;
      inUse.add(this);
    }
  }

  /** Leaves the limiters in use if no window is open and no request waits. */
  void leaveIfIdle() {
    lock.lock();
    try {
      long now = time.nanos();
      reclaim(now, Integer.MAX_VALUE);
      restricted = pausedUntil - now > 0 || !waiting.isEmpty();
      inUse.remove(this); // before: a call at this moment adds it again
      used = false;
      if (free.get() < capacity || restricted) { // perhaps since a moment ago
        use();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean take() {
    int permits = free.get();
    while (permits > 0 && !free.compareAndSet(permits, permits - 1)) {
      permits = free.get();
    }
    return permits > 0;
  }

  private CompletableFuture<Permit> enqueue(Duration maxWait) {
    Waiter waiter;
    lock.lock();
    try {
      long now = time.nanos();
      reclaim(now, Integer.MAX_VALUE);
      Duration earliest = Duration.ofNanos(earliest(now) - now);
      if (earliest.compareTo(maxWait) > 0) {
        return CompletableFuture.failedFuture(new RateLimitExceededException(earliest));
      }
      waiter = new Waiter(now + maxWait.toNanos());
      waiting.add(waiter);
      restricted = true;
    } finally {
      lock.unlock();
    }
    CompletableFuture<?> unused = waiter.whenComplete((permit, e) -> leave(waiter, permit));
    grant();
    return waiter;
  }

  private void leave(Waiter waiter, Permit permit) {
    if (permit == null) { // canceled
      lock.lock();
      try {
        waiting.remove(waiter);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Returns the earliest time of a permit for one more waiter, if those before it stay. */
  private long earliest(long now) {
    int missing = waiting.size() + 1 - free.get();
    long permit = missing <= 0 ? now : returns(missing - 1, now);
    return permit - pausedUntil > 0 ? permit : pausedUntil;
  }

  /** Returns when a permit returns, by its index among those that are taken. */
  private long returns(int index, long now) {
    long inWindow = // a running exchange holds its permit for a window from its end
        inOrder().skip(index % capacity).findFirst().orElse(now + window);
    return inWindow + index / capacity * window;
  }

  @Override
  public void pause(Duration delay) {
    if (delay == null) {
      throw new IllegalArgumentException("delay must not be null");
    }
    List<Waiter> hopeless = new ArrayList<>();
    Duration left;
    lock.lock();
    try {
      long now = time.nanos();
      Duration shared = delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE;
      long until = now + shared.toNanos();
      pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
      left = Duration.ofNanos(pausedUntil - now);
      restricted = true;
      use();
      waiting.removeIf(waiter -> waiter.until - pausedUntil < 0 && hopeless.add(waiter));
    } finally {
      lock.unlock();
    }
    hopeless.forEach(waiter -> waiter.completeExceptionally(new RateLimitExceededException(left)));
  }

  /** A permit that is released once. */
  private final class WindowPermit extends AtomicBoolean implements Permit {
    private static final long serialVersionUID = 1L;

    @Override
    public void release() {
      release(returning, window);
    }

    @Override
    public void releaseWithoutResponse() {
      release(returningLate, LONGEST_WAY.toNanos() + window);
    }

    private void release(Queue<Long> queue, long in) {
      if (compareAndSet(false, true)) {
        long now = time.nanos();
        queue.add(now + in);
        returned(now);
      }
    }

    @Override
    public void releaseUnused() {
      if (compareAndSet(false, true)) {
        free.incrementAndGet();
        if (restricted) {
          grant();
        }
      }
    }
  }

  private void returned(long now) {
    if (restricted) {
      grant();
    } else if (lock.tryLock()) { // else another thread does it
      try {
        reclaim(now, FEW);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Completes the futures of those whose turn it is, outside the lock. */
  private void grant() {
    for (List<Waiter> turn = admitted(); !turn.isEmpty(); turn = admitted()) {
      for (Waiter waiter : turn) {
        if (!waiter.complete(new WindowPermit())) { // left the queue meanwhile: nothing was sent
          free.incrementAndGet();
        }
      }
    }
  }

  /** Takes permits for those whose turn it is; if others still wait, schedules the next grant. */
  private List<Waiter> admitted() {
    List<Waiter> result = new ArrayList<>();
    lock.lock();
    try {
      long now = time.nanos();
      reclaim(now, Integer.MAX_VALUE);
      boolean paused = pausedUntil - now > 0;
      for (Iterator<Waiter> next = waiting.iterator(); !paused && next.hasNext() && take(); ) {
        result.add(next.next());
        next.remove();
      }
      restricted = paused || !waiting.isEmpty();
      if (!waiting.isEmpty()) {
        scheduleGrant(now, paused);
      }
    } finally {
      lock.unlock();
    }
    return result;
  }

  private void reclaim(long now, int atMost) {
    int returned = reclaim(returning, now, atMost) + reclaim(returningLate, now, atMost);
    if (returned > 0) {
      free.addAndGet(returned);
    }
  }

  private static int reclaim(Queue<Long> queue, long now, int atMost) {
    int returned = 0;
    for (Long at = queue.peek(); at != null && at - now <= 0 && returned < atMost; ) {
      queue.remove();
      returned++;
      at = queue.peek();
    }
    return returned;
  }

  private void scheduleGrant(long now, boolean paused) {
    Optional<Long> next = paused ? Optional.of(pausedUntil) : inOrder().findFirst();
    if (next.isPresent()) { // else the end of an exchange will do it
      long at = next.get() - now < 0 ? now : next.get();
      if (!wakeScheduled || at - wakeAt < 0) {
        wakeScheduled = true;
        wakeAt = at;
        Object unused = time.schedule(Duration.ofNanos(at - now), () -> wake(at));
      }
    }
  }

  /** Returns the times at which permits return. */
  private Stream<Long> inOrder() {
    long start = pausedUntil; // differences can be compared, the times themselves may overflow
    return Stream.concat(returning.stream(), returningLate.stream())
        .sorted(Comparator.comparingLong(at -> at - start));
  }

  private void wake(long at) {
    lock.lock();
    try {
      wakeScheduled &= at != wakeAt; // else an earlier one replaced it
    } finally {
      lock.unlock();
    }
    grant();
  }

  @Override
  public String toString() {
    return "RateLimiter[" + capacity + " in " + Duration.ofNanos(window) + "]";
  }
}
