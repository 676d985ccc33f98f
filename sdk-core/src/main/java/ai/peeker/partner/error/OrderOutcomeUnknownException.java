package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/**
 * Signals that an order was sent and its outcome is unknown, or that it was placed and the response
 * cannot be read. The cause is the last failure; if a stored order was resumed, that may be a
 * rejection although an earlier attempt placed the order. Nothing is lost: store {@link
 * #pendingOrder()} and pass it to {@code orders().resume(…)} within 24 hours of the first attempt,
 * which returns the order that was placed, or places it.
 *
 * <p>Java serialization rejects this exception, because its pending order contains the login
 * password and would otherwise be lost or exposed. Every other exception of this package is
 * serializable.
 *
 * <pre>{@code
 * try {
 *   client.orders().create(order);
 * } catch (OrderOutcomeUnknownException e) {
 *   store(e.pendingOrder().serialize());
 * }
 * }</pre>
 */
public final class OrderOutcomeUnknownException extends CallException {
  private static final long serialVersionUID = 1L;

  private final transient PendingOrder pendingOrder;

  /**
   * Creates the exception.
   *
   * @param cause the failure of the call
   * @param pendingOrder the order, with the time of its first attempt
   */
  public OrderOutcomeUnknownException(CallException cause, PendingOrder pendingOrder) {
    super(
        (cause.outcome() == Outcome.APPLIED
                ? "The order was placed: "
                : "It is unknown whether the order was placed: ")
            + cause.getMessage()
            + " Store pendingOrder() and pass it to orders().resume(…) before "
            + pendingOrder.resumableUntil()
            + "; the same bytes are never placed twice until then.",
        cause.outcome() == Outcome.APPLIED ? Outcome.APPLIED : Outcome.UNKNOWN,
        cause.attempts(),
        cause.retryAt(),
        cause);
    this.pendingOrder = pendingOrder;
  }

  /**
   * Returns the pending order, to be stored and resumed.
   *
   * @return never null
   */
  public PendingOrder pendingOrder() {
    return pendingOrder;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(
        "OrderOutcomeUnknownException is not serializable: its pending order contains the login"
            + " password. Store pendingOrder().serialize() where the exception is caught.");
  }
}
