package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;

/**
 * The thread was interrupted while a call waited or was under way. The thread's interrupt flag
 * stays set.
 */
public final class CallInterruptedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * An interrupted call.
   *
   * @param message when it was interrupted; free of secrets
   * @param outcome what the call may have changed
   * @param attempts every time that the request was sent, in order
   */
  public CallInterruptedException(String message, Outcome outcome, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
  }
}
