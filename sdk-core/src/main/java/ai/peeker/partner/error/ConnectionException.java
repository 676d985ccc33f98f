package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that no response arrived: the server could not be reached, the connection broke, or an
 * attempt timed out. {@link #outcome()} is {@link Outcome#NOT_SENT} only if the request was
 * certainly never sent, {@link Outcome#REJECTED} if an earlier attempt was rejected and the last
 * one was not sent, {@link Outcome#APPLIED} if it succeeded and caller-supplied code failed after
 * that, else {@link Outcome#UNKNOWN}.
 */
public final class ConnectionException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failure and the remedy; without secrets
   * @param outcome the possible effect of the call
   * @param attempts the attempts of the call, in order
   * @param retryAt the earliest time at which a retry makes sense, or null
   * @param cause the failure that the network reported, or null
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
