package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;

/**
 * Signals that a call could not send a request because its client is closed. {@link #outcome()}
 * says what earlier attempts may have changed; without any it is {@link Outcome#NOT_SENT}.
 */
public final class ClientClosedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and how to fix it; without secrets
   * @param outcome what the call may have changed
   * @param attempts the attempts of the call, in order
   */
  public ClientClosedException(String message, Outcome outcome, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
  }
}
