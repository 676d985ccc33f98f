package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;

/**
 * Signals that the thread was interrupted while a call waited or was in progress. The thread's
 * interrupt flag stays set.
 */
public final class CallInterruptedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message when it was interrupted; without secrets
   * @param outcome the possible effect of the call
   * @param attempts the attempts of the call, in order
   */
  public CallInterruptedException(String message, Outcome outcome, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
  }
}
