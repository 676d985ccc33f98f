package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;

/**
 * Signals that code supplied by the caller failed after a request may have been sent: the API key
 * supplier, the rate limiter, an executor or an interceptor. The cause is its failure; if that is a
 * {@link LinkageError}, the versions of the libraries do not fit together. Before anything is sent,
 * the failure is thrown as it is.
 */
public final class CallerCodeException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failure and the remedy; without secrets
   * @param outcome the possible effect of the call
   * @param attempts the attempts of the call, in order
   * @param cause the failure of the supplied code
   */
  public CallerCodeException(
      String message, Outcome outcome, List<Attempt> attempts, Throwable cause) {
    super(message, outcome, attempts, null, cause);
  }
}
