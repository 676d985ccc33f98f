package ai.peeker.partner.testing;

import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.order.OrderLife;
import ai.peeker.partner.testing.internal.order.PendingActions;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The orders of a {@link LocalPeeker}, and the control of their states by hand. Without it, an
 * order is completed by {@link LocalClock}.
 *
 * <p>A method that changes an order throws {@link IllegalArgumentException} for an unknown id and
 * {@link IllegalStateException} if the order's status does not allow the change. The webhooks of a
 * change are sent as if the change had happened by itself.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalOrders {
  private final Supplier<LocalApi> api;

  LocalOrders(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the orders accepted so far.
   *
   * @return a copy, the oldest first
   */
  public List<LocalOrder> all() {
    LocalApi current = api.get();
    return current
        .account()
        .locked(
            () -> current.orders().all().stream().map(order -> snapshot(current, order)).toList());
  }

  /**
   * Returns an order.
   *
   * @param orderId the order id
   * @return the order as it is now
   * @throws IllegalArgumentException if no order has this id
   */
  public LocalOrder get(String orderId) {
    LocalApi current = api.get();
    return current.account().locked(() -> snapshot(current, find(current, orderId)));
  }

  /**
   * Completes an order: its domains are live, and its open actions are resolved.
   *
   * @param orderId the id of an order that is in progress or requires action
   */
  public void complete(String orderId) {
    change(orderId, OrderLife::complete);
  }

  /**
   * Fails an order. Its domains are free for other orders.
   *
   * @param orderId the id of an order that is in progress or requires action
   */
  public void fail(String orderId) {
    change(orderId, OrderLife::fail);
  }

  /**
   * Adds an open pending action to an order, which requires action until it is resolved. The action
   * is for the first domain of the order (the first Google domain and the first persona if a
   * profile picture is not accessible).
   *
   * @param orderId the id of an order that is in progress, completed or requires action
   * @param reason the reason for the action
   * @return the action
   */
  public PendingAction requireAction(String orderId, PendingActionReason reason) {
    Arguments.requireNonNull(reason, "reason");
    LocalApi current = api.get();
    return current
        .account()
        .locked(() -> current.orders().life().requireAction(find(current, orderId), reason));
  }

  /**
   * Resolves a pending action, as if the partner had done what it asks for. With its last open
   * action resolved, the order is in progress again and completes as if it were new; an order that
   * was completed before is completed again.
   *
   * @param actionId the id of an open action, {@code act_…}
   */
  public void resolve(String actionId) {
    LocalApi current = api.get();
    current.account().locked(() -> current.orders().life().resolve(findAction(current, actionId)));
  }

  private void change(String orderId, BiConsumer<OrderLife, Order> change) {
    LocalApi current = api.get();
    current.account().locked(() -> change.accept(current.orders().life(), find(current, orderId)));
  }

  private static LocalOrder snapshot(LocalApi current, Order order) {
    return new LocalOrder(order, current.account().timestamp());
  }

  private static PendingActions.Entry findAction(LocalApi current, String actionId) {
    return current
        .orders()
        .actions()
        .find(actionId)
        .orElseThrow(
            () ->
                new IllegalArgumentException("No pending action " + actionId + " in this account"));
  }

  private static Order find(LocalApi current, String orderId) {
    return current
        .orders()
        .find(orderId)
        .orElseThrow(
            () -> new IllegalArgumentException("No order " + orderId + " in this account"));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalOrders[" + all().size() + " orders]";
  }
}
