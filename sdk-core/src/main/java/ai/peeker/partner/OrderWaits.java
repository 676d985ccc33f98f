package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.OrdersApi;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.call.AsyncContext;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Waits for orders. */
abstract class OrderWaits extends OrderCancellations {
  private final ClientSettings settings;
  private final SharedState shared;

  OrderWaits(ApiTransport transport, ClientSettings settings, SharedState shared) {
    super(transport);
    this.settings = settings;
    this.shared = shared;
  }

  /**
   * Waits for an order, as {@link #waitFor(String, PollOptions)} does with default options.
   *
   * @param orderId the id ({@code ord_…}); not blank
   * @return the result with the last state
   */
  public PollResult<OrderSummary> waitFor(String orderId) {
    return waitFor(orderId, PollOptions.defaults());
  }

  /**
   * Waits until an order is completed, needs an action, or has ended without being completed:
   * failed, canceled or scheduled to cancel. Polls every 30 seconds by default.
   *
   * <p>The API does not document a read of one order. So a poll reads the list, newest first, until
   * it finds the order: one call if the order is among the newest 100 of the account.
   *
   * @param orderId the id ({@code ord_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return the result with the last state; {@link PollResult.StillRunning} after the timeout
   * @throws CallException if a poll failed for good, two polls in a row did not find the order, the
   *     thread was interrupted, or no poll succeeded before the timeout
   */
  public PollResult<OrderSummary> waitFor(String orderId, PollOptions options) {
    return LongRunning.of(settings, shared)
        .waitFor(
            PollTargets.ORDER,
            orderId,
            options,
            () -> found(LongRunning.first(newest(this), isId(orderId)), orderId));
  }

  /**
   * Asynchronous variant of {@link #waitFor(String)}. Canceling the future ends the wait.
   *
   * @param orderId the id ({@code ord_…}); not blank
   * @return completed with the result
   */
  public CompletableFuture<PollResult<OrderSummary>> waitForAsync(String orderId) {
    return waitForAsync(orderId, PollOptions.defaults());
  }

  /**
   * Asynchronous variant of {@link #waitFor(String, PollOptions)}. Canceling the future ends the
   * wait.
   *
   * @param orderId the id ({@code ord_…}); not blank
   * @param options the timeout, the interval, the callback and the webhooks; not null
   * @return completed with the result
   */
  public CompletableFuture<PollResult<OrderSummary>> waitForAsync(
      String orderId, PollOptions options) {
    LongRunning longRunning = LongRunning.of(settings, shared);
    OrdersApi orders = new OrdersApi(longRunning.calls());
    return longRunning.waitForAsync(
        PollTargets.ORDER,
        orderId,
        options,
        () -> {
          var finding = LongRunning.firstAsync(newest(orders), isId(orderId));
          return AsyncContext.map(finding, order -> found(order, orderId));
        });
  }

  private static PagedIterable<OrderSummary> newest(OrdersApi orders) {
    return orders.listAll(params -> params.perPage(LongRunning.PAGE));
  }

  private static Predicate<OrderSummary> isId(String orderId) {
    return order -> order.id().equals(orderId);
  }

  private static OrderSummary found(Optional<OrderSummary> order, String orderId) {
    return order.orElseThrow(
        () ->
            ApiException.builder(
                    ErrorCode.NOT_FOUND, "The list of orders does not contain " + orderId + ".")
                .build());
  }
}
