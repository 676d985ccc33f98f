package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;

/**
 * An order went out, and it is not known what became of it, or it was placed and the answer cannot
 * be read. Its cause says what happened last; where a stored order was resumed, that may be a
 * refusal, and still an earlier attempt may have placed it. Nothing is lost: {@link
 * #pendingOrder()} can be stored, and given to {@code orders().resume(…)} within 24 hours of the
 * first time, which gives the order that was placed, or places it.
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
   * An order without a conclusive answer.
   *
   * @param cause what happened
   * @param pendingOrder what went out, and since when
   */
  public OrderOutcomeUnknownException(CallException cause, PendingOrder pendingOrder) {
    super(
        (cause.outcome() == Outcome.APPLIED
                ? "The order was placed: "
                : "It is not known whether the order was placed: ")
            + cause.getMessage()
            + " Store pendingOrder() and give it to orders().resume(…) before "
            + pendingOrder.resumableUntil()
            + "; the same bytes are never placed twice until then.",
        cause.outcome() == Outcome.APPLIED ? Outcome.APPLIED : Outcome.UNKNOWN,
        cause.attempts(),
        cause.retryAt(),
        cause);
    this.pendingOrder = pendingOrder;
  }

  /**
   * What went out, and since when.
   *
   * @return to be stored and resumed; null only after Java serialization
   */
  public PendingOrder pendingOrder() {
    return pendingOrder;
  }
}
