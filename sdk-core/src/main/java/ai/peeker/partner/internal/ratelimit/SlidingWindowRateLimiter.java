package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets at most so many requests reach the server in any window of time, first come, first served. A
 * place is taken when a request goes out and comes free one window after its exchange ended: the
 * server has seen it in between, whenever that was.
 */
public final class SlidingWindowRateLimiter implements RateLimiter {
  // An answer that names days stops its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Duration window;
  private final TimeSource time;
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private final Deque<Long> freeAt = new ArrayDeque<>();
  private int capacity;
  private int taken;
  private long pausedUntil;
  private boolean wakeScheduled;

  private record Waiter(CompletableFuture<Permit> place, long until) {}

  SlidingWindowRateLimiter(int capacity, Duration window, TimeSource time) {
    this.capacity = capacity;
    this.window = window.plusMillis(1); // both ends of a window belong to it
    this.time = time;
    this.pausedUntil = time.nanos();
  }

  /** Two clients of one key may want different limits; the lower one holds. */
  synchronized void lowerTo(int other) {
    capacity = Math.min(capacity, other);
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration patience) {
    CompletableFuture<Permit> place = new CompletableFuture<>();
    synchronized (this) {
      long now = time.nanos();
      Duration earliest = Duration.ofNanos(earliest(now) - now);
      if (earliest.compareTo(patience) > 0) {
        return CompletableFuture.failedFuture(new RateLimitExceededException(earliest));
      }
      waiting.add(new Waiter(place, now + patience.toNanos()));
    }
    serve();
    return place;
  }

  /** Before this moment there is no place, even if all that wait already give up. */
  private long earliest(long now) {
    long place = now;
    if (taken >= capacity) { // what is still out takes a whole window from its end on
      place = freeAt.isEmpty() ? now + window.toNanos() : freeAt.element();
    }
    return place - pausedUntil > 0 ? place : pausedUntil;
  }

  @Override
  public void pause(Duration wait) {
    if (wait == null) {
      throw new IllegalArgumentException("wait is null. Give how long nobody is to send.");
    }
    List<Waiter> hopeless = new ArrayList<>();
    Duration left;
    synchronized (this) {
      long now = time.nanos();
      Duration shared = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
      long until = now + shared.toNanos();
      pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
      left = Duration.ofNanos(pausedUntil - now);
      waiting.removeIf(each -> each.until() - pausedUntil < 0 && hopeless.add(each));
    }
    hopeless.forEach(
        each -> each.place().completeExceptionally(new RateLimitExceededException(left)));
  }

  private void finished() {
    synchronized (this) {
      freeAt.add(time.nanos() + window.toNanos());
    }
    serve();
  }

  private synchronized void giveBack() {
    taken--;
  }

  private void serve() {
    boolean again = true;
    while (again) {
      again = false;
      for (CompletableFuture<Permit> place : admitted()) {
        AtomicBoolean open = new AtomicBoolean(true);
        Permit permit =
            () -> {
              if (open.compareAndSet(true, false)) {
                finished();
              }
            };
        if (!place.complete(permit)) { // given up in the meantime: nothing went out
          giveBack();
          again = true;
        }
      }
    }
  }

  /**
   * Takes places for those whose turn it is; if somebody still waits, makes sure that this is
   * called again.
   */
  private synchronized List<CompletableFuture<Permit>> admitted() {
    long now = time.nanos();
    release(now);
    List<CompletableFuture<Permit>> result = new ArrayList<>();
    boolean paused = pausedUntil - now > 0;
    while (!paused && taken < capacity && !waiting.isEmpty()) {
      CompletableFuture<Permit> place = waiting.remove().place();
      if (!place.isDone()) {
        taken++;
        result.add(place);
      }
    }
    if (!waiting.isEmpty()) {
      wakeLater(now, paused);
    }
    return result;
  }

  private void release(long now) {
    while (!freeAt.isEmpty() && freeAt.element() - now <= 0) {
      freeAt.remove();
      taken--;
    }
  }

  private void wakeLater(long now, boolean paused) {
    if (wakeScheduled || (!paused && freeAt.isEmpty())) {
      return; // somebody will come: the timer, or the end of an exchange
    }
    long at = paused ? pausedUntil : Objects.requireNonNull(freeAt.peek());
    wakeScheduled = true;
    time.schedule(Duration.ofNanos(Math.max(0, at - now)), this::wake);
  }

  private void wake() {
    synchronized (this) {
      wakeScheduled = false;
    }
    serve();
  }

  @Override
  public String toString() {
    return "RateLimiter[" + capacity + " in " + window + "]";
  }
}
