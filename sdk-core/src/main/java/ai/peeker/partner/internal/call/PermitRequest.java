package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request for a permit, of a limiter that may be the caller's; then the permit. */
final class PermitRequest {
  private final RateLimiter limiter;
  private final TimeSource time;
  private final Duration longestExchange;
  private final CompletableFuture<Permit> future;
  private final CompletableFuture<Long> grantedAt;
  private final AtomicBoolean released = new AtomicBoolean();

  PermitRequest(RateLimiter limiter, Duration maxWait, TimeSource time) {
    this.limiter = limiter;
    this.time = time;
    this.longestExchange = limiter.longestExchange();
    this.future = limiter.acquire(maxWait);
    if (future == null) {
      throw new IllegalStateException("RateLimiter.acquire must not return null");
    }
    this.grantedAt = future.thenApply(permit -> time.nanos());
  }

  CompletableFuture<Permit> future() {
    return future;
  }

  /** Leaves the queue if the request still waits in it; false if the limiter does not let it. */
  private boolean isDone() {
    return future.isDone() || future.cancel(false) || future.isDone();
  }

  /** Ends the wait. Returns why there is no permit, or null if there is one. */
  @Nullable Throwable failure() {
    try {
      if (!isDone()) {
        return new CancellationException();
      }
      return future.getNow(null) == null
          ? new IllegalStateException("RateLimiter.acquire must not complete its future with null")
          : null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) { // canceled
      return e;
    }
  }

  /** Returns for how long the limiter still holds the permit, which it has granted. */
  Duration timeLeft() {
    long now = time.nanos();
    return longestExchange.minusNanos(now - grantedAt.getNow(now));
  }

  /**
   * Releases the permit, once. If there is none yet, leaves the queue; one that is granted
   * nevertheless is released.
   */
  void release(Consumer<Permit> how) {
    try {
      boolean unused = isDone();
      CompletableFuture<?> ignored =
          future.thenAccept(
              permit -> {
                if (permit != null && released.compareAndSet(false, true)) {
                  how.accept(permit);
                }
              });
    } catch (Throwable e) { // the caller's limiter; thenAccept keeps what its permit throws
      // the call has a result of its own, and there is no logger to report it to
    }
  }

  /** Pauses all callers of the key that was rejected, not of one that replaced it since. */
  void pauseLimiter(@Nullable Duration delay) {
    try {
      if (delay != null) {
        limiter.pause(delay);
      }
    } catch (Throwable e) { // the caller's limiter: this call waits nevertheless
      // there is no logger to report it to
    }
  }
}
