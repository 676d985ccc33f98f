package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import java.util.List;

/**
 * Signals that a pending order is too old to be sent again: the server may have forgotten the first
 * attempt and would place the order a second time. The outcome of the first attempt is still
 * unknown, unless the order was never sent: then it is {@link Outcome#NOT_SENT}.
 */
public final class OrderWindowClosedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param pending the pending order
   * @param outcome {@link Outcome#NOT_SENT} if no attempt can have placed it, else {@link
   *     Outcome#UNKNOWN}
   * @param attempts the attempts of the call that found it too old, in order
   */
  public OrderWindowClosedException(PendingOrder pending, Outcome outcome, List<Attempt> attempts) {
    super(
        "The pending order with SHA-256 "
            + pending.sha256()
            + " must not be sent again: the 24 hours in which the server recognizes it were only"
            + " safe to use until "
            + pending.resumableUntil()
            + (outcome == Outcome.NOT_SENT
                ? ". It was never sent: prepare or begin it again."
                : ". Look for it among the orders of its user with orders().list(…); only if it is"
                    + " missing there, build and create a new one."),
        outcome,
        attempts,
        null,
        null);
  }
}
