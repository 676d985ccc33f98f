package ai.peeker.partner.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Decides when the next request may go out. The SDK's own limiter serves one process; put in
 * another one to share the limit among several machines.
 *
 * <p>One instance serves all keys of the clients that it is given to. Implementations are safe for
 * use by several threads and do not block. What {@link #acquire} throws, or its future fails with,
 * the call fails with, unless an earlier attempt of it may have reached the server; what the other
 * methods throw is dropped.
 */
public interface RateLimiter {
  /**
   * Asks for leave to send one request. Whoever asked first is served first. Cancelling the future
   * gives the place up.
   *
   * @param maxWait how long the caller is going to wait at most
   * @return completed with a permit, not null, as soon as the request may go out; or failed at once
   *     with a {@link RateLimitExceededException} if it is certain that no place comes free in
   *     time. A future that is not completed within maxWait is cancelled
   */
  CompletableFuture<Permit> acquire(Duration maxWait);

  /**
   * Tells that the server turned a request away: nobody is to send anything until the wait is over.
   *
   * @param wait what the server asked for; not negative
   */
  void pause(Duration wait);

  /** The leave to send one request. */
  @FunctionalInterface
  interface Permit {
    /**
     * Tells that the exchange is over, so that the server has seen the request by now if it ever
     * does. It is called once, also if nothing was sent in the end.
     */
    void release();
  }

  /**
   * A limiter that lets everything through.
   *
   * @return the limiter
   */
  static RateLimiter unlimited() {
    return Unlimited.INSTANCE;
  }
}
