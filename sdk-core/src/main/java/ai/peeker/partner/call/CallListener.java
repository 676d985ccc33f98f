package ai.peeker.partner.call;

import ai.peeker.partner.api.Attempt;
import java.time.Duration;

/**
 * A listener that is notified of calls, their attempts, waits and results, for logs, metrics and
 * traces. It receives neither bodies nor secrets, except for the failure of a call, which is what
 * its caller receives. An exception that it throws is logged by the name of its class, and changes
 * nothing.
 *
 * <pre>{@code
 * CallListener slow = new CallListener() {
 *   public void onWait(CallInfo call, WaitReason reason, Duration duration) {
 *     System.out.println(call + " waits " + duration.toMillis() + " ms: " + reason);
 *   }
 * };
 * }</pre>
 *
 * <p>A blocking call notifies it in the caller's thread. An asynchronous call notifies it of the
 * start in the caller's thread, and of the rest in the thread that continues the call.
 * Implementations must be thread-safe and should return quickly: the call waits for them.
 */
public interface CallListener {
  /** The reason of a wait. */
  enum WaitReason {
    /** The server rejected the request with 429. */
    SERVER_RATE_LIMIT,
    /** The server or the connection failed, and the call is sent again after a delay. */
    BACKOFF,
    /** The client-side rate limit had no permit. */
    CLIENT_RATE_LIMIT
  }

  /**
   * Called at the start of a call, in the thread of the caller, before anything else. A request
   * that is invalid, such as an order whose domains do not count, does not start a call.
   *
   * @param call the call
   */
  default void onCallStart(CallInfo call) {}

  /**
   * Called before each attempt, and after a wait for its permit.
   *
   * @param call the call
   * @param attempt its number; accepts headers
   */
  default void onAttemptStart(CallInfo call, AttemptRequest attempt) {}

  /**
   * Called after each attempt.
   *
   * @param call the call
   * @param attempt its result
   */
  default void onAttemptEnd(CallInfo call, Attempt attempt) {}

  /**
   * Called before a delay, and after a wait for a permit, whether it was granted or not.
   *
   * @param call the call
   * @param reason the reason of the wait
   * @param duration the delay, or the time that the call has waited for a permit
   */
  default void onWait(CallInfo call, WaitReason reason, Duration duration) {}

  /**
   * Called once at the end of a call, before its caller receives the result, unless the caller
   * canceled it, or code of the caller blocks it beyond its timeout. An attempt that was canceled
   * may end later; it is not notified any more.
   *
   * @param call the call
   * @param end its result
   */
  default void onCallEnd(CallInfo call, CallEnd end) {}
}
