package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;

/**
 * Signals that a call could not send a request because its client is closed. {@link #outcome()}
 * says whether an earlier attempt may have changed anything; without attempts it is {@link
 * Outcome#NOT_SENT}.
 */
public final class ClientClosedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failure and the remedy; without secrets
   * @param outcome the possible effect of the call
   * @param attempts the attempts of the call, in order
   */
  public ClientClosedException(String message, Outcome outcome, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
  }
}
