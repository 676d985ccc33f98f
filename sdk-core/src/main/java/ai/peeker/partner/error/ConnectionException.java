package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No answer came: the server could not be reached, the connection broke, or the time was up. {@link
 * #outcome()} is {@link Outcome#NOT_SENT} only if it is certain that the request never went out,
 * {@link Outcome#REJECTED} if an earlier attempt was turned away and the last one did not go out,
 * {@link Outcome#APPLIED} if it succeeded and something of the caller's own failed after that, else
 * {@link Outcome#UNKNOWN}.
 */
public final class ConnectionException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * A call without an answer.
   *
   * @param message what happened and what to do; free of secrets
   * @param outcome what the call may have changed
   * @param attempts every time that the request was sent, in order
   * @param retryAt from when on trying again makes sense, or null
   * @param cause what the network reported, or null
   */
  public ConnectionException(
      String message,
      Outcome outcome,
      List<Attempt> attempts,
      @Nullable Instant retryAt,
      @Nullable Throwable cause) {
    super(message, outcome, attempts, retryAt, cause);
  }
}
