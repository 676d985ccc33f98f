package ai.peeker.partner.call;

import ai.peeker.partner.api.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A listener that is notified of attempts, waits and results, for logs and metrics. It receives
 * neither bodies nor headers nor secrets. Exceptions that it throws are ignored.
 *
 * <pre>{@code
 * CallListener slow = new CallListener() {
 *   public void onWait(String operation, WaitReason reason, Duration duration) {
 *     System.out.println(operation + " waits " + duration.toMillis() + " ms: " + reason);
 *   }
 * };
 * }</pre>
 *
 * <p>A blocking call notifies it in the caller's thread, an asynchronous one in the thread that
 * continues the call. Implementations must be thread-safe and should return quickly: the call waits
 * for them.
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
   * Called before each attempt.
   *
   * @param operation the operation's id in the contract
   * @param number 1 for the first attempt of the call
   */
  default void onAttemptStart(String operation, int number) {}

  /**
   * Called after each attempt.
   *
   * @param operation the operation's id in the contract
   * @param attempt its result
   */
  default void onAttemptEnd(String operation, Attempt attempt) {}

  /**
   * Called before a delay, and after a wait for a permit.
   *
   * @param operation the operation's id in the contract
   * @param reason the reason of the wait
   * @param duration the delay, or the time that the call has waited for a permit
   */
  default void onWait(String operation, WaitReason reason, Duration duration) {}

  /**
   * Called at the end of a call.
   *
   * @param operation the operation's id in the contract
   * @param attempts the number of attempts
   * @param outcome the outcome of a failed call; null for a success
   */
  default void onCallEnd(String operation, int attempts, @Nullable Outcome outcome) {}
}
