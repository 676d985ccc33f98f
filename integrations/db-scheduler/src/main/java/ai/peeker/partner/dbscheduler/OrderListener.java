package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.ErrorCode;
import java.time.Instant;

/**
 * Is notified of the result of each order of an {@link OrderOutbox}, on whichever machine is free.
 *
 * <p>An order has one result, which is stored before it is reported. If a method throws, or its
 * process dies, the same result is reported again, and nothing is sent. So let the effect depend on
 * the state of your row, for instance with {@code update purchase set status = 'placed' where id =
 * ? and status = 'open'}: then a second report changes nothing.
 */
public interface OrderListener {
  /**
   * Is called when an order is placed.
   *
   * @param id the id that it was scheduled with
   * @param orderId the order id ({@code ord_…})
   * @throws Exception if it is to be called again later
   */
  void onPlaced(String id, String orderId) throws Exception;

  /**
   * Is called when the API rejected an order, which is certainly not placed.
   *
   * @param id the id that it was scheduled with
   * @param code the API's error code
   * @param message the reason, for people
   * @throws Exception if it is to be called again later
   */
  void onRefused(String id, ErrorCode code, String message) throws Exception;

  /**
   * Is called when it is unknown whether an order is placed, and too late to send it again. A
   * person, or a program, has to look for it among the orders of its user.
   *
   * @param id the id that it was scheduled with
   * @param pending the order, with its body
   * @throws Exception if it is to be called again later
   */
  void onExpired(String id, PendingOrder pending) throws Exception;

  /**
   * Is called each time that an order was sent and its effect is unknown. It is sent again by
   * itself. The default does nothing.
   *
   * @param id the id that it was scheduled with
   * @param failure the reason
   * @param until the time until which it is sent again; {@link #onExpired} is called after it
   */
  default void onOpen(String id, CallException failure, Instant until) {}
}
