package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import java.util.List;

/**
 * A pending order is too old to be sent again: the server may have forgotten the first time, and
 * would place it once more. Nothing was sent by this call; what became of the first time is still
 * not known.
 */
public final class OrderWindowClosedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * An order that must not be sent again.
   *
   * @param pending the order
   */
  public OrderWindowClosedException(PendingOrder pending) {
    super(
        "The pending order with SHA-256 "
            + pending.sha256()
            + " must not be sent again: the 24 hours in which the server recognises it were only"
            + " safe to use until "
            + pending.resumableUntil()
            + ". Look for it among the orders of its user with orders().list(…); only if none is"
            + " it, build and create a new one. Nothing was sent.",
        Outcome.UNKNOWN,
        List.of(),
        null,
        null);
  }
}
