package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A request for a permit, of a limiter that may be the caller's. */
final class PermitRequest {
  private final CompletableFuture<Permit> future;

  private PermitRequest(CompletableFuture<Permit> future) {
    this.future = future;
  }

  static PermitRequest of(RateLimiter limiter, Duration maxWait) {
    CompletableFuture<Permit> future = limiter.acquire(maxWait);
    if (future == null) {
      throw new IllegalStateException("RateLimiter.acquire must not return null");
    }
    return new PermitRequest(future);
  }

  CompletableFuture<Permit> future() {
    return future;
  }

  /** Leaves the queue; a permit that is granted nevertheless is released. */
  void abandon() {
    if (!future.cancel(false)) {
      CompletableFuture<?> unused = future.whenComplete((permit, e) -> CallState.release(permit));
    }
  }

  /** Returns why there is no permit, or null if there is one. Call it when the future is done. */
  @Nullable Throwable failure() {
    try {
      return future.join() == null
          ? new IllegalStateException("RateLimiter.acquire must not complete its future with null")
          : null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) { // canceled
      return e;
    }
  }
}
