package ai.peeker.partner.call;

import ai.peeker.partner.api.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches calls, for logs and metrics. What it is told holds no body, no header and no secret. An
 * exception that it throws is dropped: watching never breaks a call.
 *
 * <pre>{@code
 * CallListener slow = new CallListener() {
 *   public void onWait(String operation, WaitReason reason, Duration duration) {
 *     System.out.println(operation + " waits " + duration.toMillis() + " ms: " + reason);
 *   }
 * };
 * }</pre>
 *
 * <p>Implementations are called by many threads, must be thread-safe, and should return at once.
 */
public interface CallListener {
  /** Why a call waits. */
  enum WaitReason {
    /** The server turned the request away with 429. */
    SERVER_RATE_LIMIT,
    /** The server or the connection failed, and the call is sent again after a back-off. */
    BACKOFF,
    /** The SDK's own limiter holds the request back. */
    CLIENT_RATE_LIMIT
  }

  /**
   * A request goes out.
   *
   * @param operation the operation's id in the contract
   * @param number 1 for the first attempt of the call
   */
  default void onAttemptStart(String operation, int number) {}

  /**
   * An attempt is over.
   *
   * @param operation the operation's id in the contract
   * @param attempt how it went
   */
  default void onAttemptEnd(String operation, Attempt attempt) {}

  /**
   * A call waits before its next attempt, or has waited for the limiter.
   *
   * @param operation the operation's id in the contract
   * @param reason why
   * @param duration how long; for the limiter, how long it was
   */
  default void onWait(String operation, WaitReason reason, Duration duration) {}

  /**
   * A call is over.
   *
   * @param operation the operation's id in the contract
   * @param attempts how often it was sent
   * @param outcome what the failure may have changed; null for a success
   */
  default void onCallEnd(String operation, int attempts, @Nullable Outcome outcome) {}
}
