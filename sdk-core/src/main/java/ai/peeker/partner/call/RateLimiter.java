package ai.peeker.partner.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A rate limiter, which decides when the next request may be sent. The default limiter covers one
 * process; supply another one to share a limit among several machines.
 *
 * <p>One instance serves all keys of the clients that use it. Implementations must be thread-safe
 * and must not block. If {@link #acquire} throws, or its future fails, the call fails with that
 * exception, unless an earlier attempt may have reached the server. Exceptions of the other methods
 * are ignored.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Requests a permit to send one request. Permits are granted in FIFO order. Canceling the future
   * leaves the queue.
   *
   * @param maxWait the maximum time that the caller waits
   * @return a future that is completed with a permit, not null, as soon as the request may be sent;
   *     or failed immediately with a {@link RateLimitExceededException} if no permit can be
   *     available in time. A future that is not completed within {@code maxWait} is canceled
   */
  CompletableFuture<Permit> acquire(Duration maxWait);

  /**
   * Stops granting permits for a time, because the server rejected a request with 429. The default
   * does nothing: the rejected call waits in any case.
   *
   * @param delay the time; not negative
   */
  default void pause(Duration delay) {}

  /**
   * Returns the longest exchange for which a permit is held. A client whose attempts may take
   * longer is not built. A request that was held up after its permit was granted, in the queue of a
   * dispatcher for example, has less time, and is not sent if there is none left.
   *
   * @return one day by default, which no attempt exceeds
   */
  default Duration longestExchange() {
    return Duration.ofDays(1);
  }

  /**
   * A permit to send one request. Exactly one of its methods is called, once, when the exchange is
   * over.
   */
  @FunctionalInterface
  interface Permit {
    /** Releases the permit after a response arrived: the server has counted the request by now. */
    void release();

    /**
     * Releases the permit after an exchange without a response: the request may still be on its way
     * to the server. By default the same as {@link #release()}.
     */
    default void releaseWithoutResponse() {
      release();
    }

    /**
     * Releases the permit although no request was sent, and none will be. By default the same as
     * {@link #release()}.
     */
    default void releaseUnused() {
      release();
    }
  }

  /**
   * Returns a limiter that grants every permit immediately.
   *
   * @return the limiter
   */
  static RateLimiter unlimited() {
    return maxWait -> CompletableFuture.completedFuture(() -> {});
  }
}
