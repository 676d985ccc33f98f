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
 *   public void onWait(String operation, Wait reason, Duration duration) {
 *     System.out.println(operation + " waits " + duration.toMillis() + " ms: " + reason);
 *   }
 * };
 * }</pre>
 *
 * <p>Implementations are called by many threads, must be thread-safe, and should return at once.
 */
public interface CallListener {
  /** Why a call waits. */
  enum Wait {
    /** The server turned the request away with 429. */
    RATE_LIMITED,
    /** The server or the connection failed, and the call is sent again after a back-off. */
    RETRY,
    /** The SDK's own limiter holds the request back. */
    LIMITER
  }

  /**
   * A request goes out.
   *
   * @param operation the operation's id in the contract
   * @param number 1 for the first attempt of the call
   */
  default void onAttempt(String operation, int number) {}

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
  default void onWait(String operation, Wait reason, Duration duration) {}

  /**
   * A call is over.
   *
   * @param operation the operation's id in the contract
   * @param attempts how often it was sent
   * @param outcome what the failure may have changed; null for a success
   */
  default void onEnd(String operation, int attempts, @Nullable Outcome outcome) {}
}
