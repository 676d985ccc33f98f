package ai.peeker.partner.internal.http;

import ai.peeker.partner.call.RateLimiter;
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
final class SlidingWindowLimiter implements RateLimiter {
  private final Duration window;
  private final Time time;
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private final Deque<Long> freeAt = new ArrayDeque<>();
  private int capacity;
  private int taken;
  private long pausedUntil;
  private boolean wakeScheduled;

  private record Waiter(CompletableFuture<Permit> place, long until) {}

  SlidingWindowLimiter(int capacity, Duration window, Time time) {
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
      Duration pause = Duration.ofNanos(pausedUntil - time.nanos());
      if (pause.compareTo(patience) > 0) {
        return CompletableFuture.failedFuture(new NoRoomException(pause));
      }
      waiting.add(new Waiter(place, time.nanos() + patience.toNanos()));
    }
    serve();
    return place;
  }

  @Override
  public void pause(Duration wait) {
    if (wait == null) {
      throw new IllegalArgumentException("wait is null. Give how long nobody is to send.");
    }
    List<Waiter> hopeless;
    Duration left;
    synchronized (this) {
      long now = time.nanos();
      long until = now + wait.toNanos();
      pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
      left = Duration.ofNanos(pausedUntil - now);
      hopeless = waiting.stream().filter(each -> each.until() - pausedUntil < 0).toList();
      waiting.removeAll(hopeless);
    }
    hopeless.forEach(each -> each.place().completeExceptionally(new NoRoomException(left)));
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
    while (!freeAt.isEmpty() && freeAt.peek() - now <= 0) {
      freeAt.remove();
      taken--;
    }
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
