package ai.peeker.partner;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.OrderSummary;
import java.time.Instant;

/**
 * The result of {@link Orders#place}: whether an order is placed, and if not, what to do next. It
 * is for programs that keep orders in a queue or a table and have no caller to throw an exception
 * at.
 *
 * <pre>{@code
 * PendingOrder pending = client.orders().prepareForQueue(order).begun(Instant.now());
 * Placement placement = client.orders().place(pending);
 * if (placement instanceof Placement.Placed placed) {
 *   System.out.println(placed.order().id());
 * } else if (placement instanceof Placement.Later later) {
 *   store(later.pending().serialize());
 * }
 * }</pre>
 *
 * <p>The family is sealed, so a {@code switch} over it can be exhaustive on Java 21 and newer.
 */
public sealed interface Placement {
  /**
   * Returns whether the program has nothing left to do for the order: it was placed or refused, or
   * a person has to look for it.
   *
   * @return true if it is {@link Placed}, {@link Refused} or {@link Expired}
   */
  default boolean isFinal() {
    return true;
  }

  /**
   * The order is placed, by this call or by an earlier one.
   *
   * @param order the order as accepted
   */
  record Placed(OrderSummary order) implements Placement {}

  /**
   * The server rejected the order, and no earlier request can have placed it. Sending it again
   * would not change that.
   *
   * @param failure the rejection
   */
  record Refused(CallException failure) implements Placement {}

  /**
   * The order is certainly not placed, and nothing was wrong with it: the rate limit, the API key,
   * the network or the server was. Store the pending order, and place it again. It can still be
   * discarded.
   *
   * @param pending the order to store, in place of the one that was passed. It is not {@linkplain
   *     PendingOrder#isBegun begun}: its 24 hours start when it is, and a later rejection is {@link
   *     Refused} in any process
   * @param at the earliest time to place it again
   * @param failure the reason
   */
  record Later(PendingOrder pending, Instant at, CallException failure) implements Placement {
    @Override
    public boolean isFinal() {
      return false;
    }
  }

  /**
   * A request was sent, and it is unknown whether it placed the order. Store the pending order, and
   * place it again.
   *
   * @param pending the order to store, in place of the one that was passed
   * @param at the earliest time to place it again; before {@code until}
   * @param until the time until which that is possible; after it, the result is {@link Expired}
   * @param failure the reason
   */
  record Open(PendingOrder pending, Instant at, Instant until, CallException failure)
      implements Placement {
    @Override
    public boolean isFinal() {
      return false;
    }
  }

  /**
   * It is unknown whether the order was placed, and too late to send it again: the server could
   * place it twice. A person has to look for it among the orders of its user. This is also the
   * result if the order was begun more than a minute in the future, by a wrong clock: nobody knows
   * until when it can be sent.
   *
   * @param pending the order that was passed
   * @param failure the reason
   */
  record Expired(PendingOrder pending, CallException failure) implements Placement {}
}
