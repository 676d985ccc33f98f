package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a call did not finish within its timeout: attempts, delays and the rate limiter
 * together. A single attempt that exceeds the attempt timeout is a {@link ConnectionException}
 * instead. {@link #outcome()} says whether an attempt may have changed anything.
 */
public final class CallTimeoutException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failure and the remedy; without secrets
   * @param outcome the possible effect of the call
   * @param attempts the attempts of the call, in order
   * @param cause the failure that used up the time, or null
   */
  public CallTimeoutException(
      String message, Outcome outcome, List<Attempt> attempts, @Nullable Throwable cause) {
    super(message, outcome, attempts, null, cause);
  }
}
