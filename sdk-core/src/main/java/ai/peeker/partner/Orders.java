package ai.peeker.partner;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.OrdersApi;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Places orders, and everything else that the API does with orders.
 *
 * <pre>{@code
 * OrderSummary placed = client.orders().create(order);
 * OrderSummary same = client.orders().create(order); // within 24 hours: the same order, not a second one
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Orders extends OrdersApi {
  private final OrderSender sender;
  private final boolean checkDomainCount;

  Orders(
      ApiTransport transport,
      Supplier<ApiKey> key,
      FreshOrders fresh,
      TimeSource time,
      boolean checkDomainCount) {
    super(transport);
    this.sender = new OrderSender(OrdersApi::createOrderCall, transport, key, fresh, time);
    this.checkDomainCount = checkDomainCount;
  }

  /**
   * Reads an order from JSON, through the same checks as the builders. Nothing is sent.
   *
   * <p>A member that the API does not document is refused, because a misspelt one would silently
   * change what is ordered. To send one all the same, build the {@link OrderRequest} with {@code
   * additionalProperty(…)} and give it to {@link Order#of}.
   *
   * @param json the body that the API documents for placing an order
   * @return the order
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null, no JSON, or no order;
   *     the message lists all members that are missing or of the wrong kind or, if there are none,
   *     all values that are wrong; it does not show the login password
   * @throws ai.peeker.partner.error.OrderShapeConflictException if it combines a bundle with
   *     licences or densities
   */
  public static Order parse(String json) {
    return OrderParser.parse(json);
  }

  /**
   * Places an order. Sending the same order again within 24 hours of the first time gives the order
   * that the first call placed: no second charge, no second provisioning. The API documents this;
   * every call sends the same bytes for an equal order.
   *
   * <p>A call does not know of earlier ones: the 24 hours of its own pending order are counted from
   * this call. To send an order again whose outcome is open, {@link #resume} the pending order that
   * the exception of the first call gave.
   *
   * @param order what to order; not null
   * @return the order as accepted
   * @throws ai.peeker.partner.error.DomainCountMismatchException if the number of domains is not
   *     what the plan needs; nothing was sent unless its {@code status()} is there
   * @throws OrderOutcomeUnknownException if the order went out and no conclusive answer came back
   * @throws CallException if it was refused or did not come through; {@code outcome()} says which
   */
  public OrderSummary create(Order order) {
    return createWithResponse(order).body();
  }

  /**
   * Like {@link #create}, with the request id and the history of the call.
   *
   * @param order what to order; not null
   * @return the order as accepted, with what came with it
   * @throws CallException as {@link #create}
   */
  public ApiResponse<OrderSummary> createWithResponse(Order order) {
    return sender.send(prepare(order));
  }

  /**
   * Like {@link #create}, without keeping the thread. Cancelling the future, or letting it time
   * out, ends the call, and leaves open what became of the order: {@link #prepare} it before, to be
   * able to {@link #resume} it then.
   *
   * @param order what to order; not null
   * @return completed with the order as accepted, or with the exception that {@link #create} would
   *     throw
   */
  public CompletableFuture<OrderSummary> createAsync(Order order) {
    return ApiResponse.bodyOf(createWithResponseAsync(order));
  }

  /**
   * Like {@link #createWithResponse}, without keeping the thread. Cancelling the future ends the
   * call.
   *
   * @param order what to order; not null
   * @return completed with the order as accepted, or with the exception that {@link #create} would
   *     throw
   */
  public CompletableFuture<ApiResponse<OrderSummary>> createWithResponseAsync(Order order) {
    try {
      return sender.sendAsync(prepare(order));
    } catch (CallException e) { // refused before anything is sent
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Checks an order and freezes it, so that it can be stored before anything is sent and resumed
   * after a crash. Its 24 hours begin now.
   *
   * @param order what to order; not null
   * @return to be stored, and given to {@link #resume}
   * @throws CallException if the order is null or its domains do not add up; nothing was sent
   */
  public PendingOrder prepare(Order order) {
    Order present = notNull(order);
    if (checkDomainCount) {
      present.domainCount().check();
    }
    return sender.freeze(present.toRequest());
  }

  /**
   * Sends a pending order, for the first time or again: the order that it placed before, or now.
   *
   * @param pending what {@link #prepare} or an {@link OrderOutcomeUnknownException} gave; not null
   * @return the order as accepted
   * @throws ai.peeker.partner.error.OrderWindowClosedException if {@link
   *     PendingOrder#resumableUntil()} is over; nothing was sent
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null, is no order, or begins
   *     more than a minute in the future; nothing was sent
   * @throws OrderOutcomeUnknownException if again no conclusive answer came back
   * @throws CallException if it was refused or did not come through; {@code outcome()} says which
   */
  public OrderSummary resume(PendingOrder pending) {
    return resumeWithResponse(pending).body();
  }

  /**
   * Like {@link #resume}, with the request id and the history of the call.
   *
   * @param pending what {@link #prepare} or an {@link OrderOutcomeUnknownException} gave; not null
   * @return the order as accepted, with what came with it
   * @throws CallException as {@link #resume}
   */
  public ApiResponse<OrderSummary> resumeWithResponse(PendingOrder pending) {
    return sender.send(pending);
  }

  /**
   * Like {@link #resume}, without keeping the thread. Cancelling the future, or letting it time
   * out, ends the call.
   *
   * @param pending what {@link #prepare} or an {@link OrderOutcomeUnknownException} gave; not null
   * @return completed with the order as accepted, or with the exception that {@link #resume} would
   *     throw
   */
  public CompletableFuture<OrderSummary> resumeAsync(PendingOrder pending) {
    return ApiResponse.bodyOf(resumeWithResponseAsync(pending));
  }

  /**
   * Like {@link #resumeWithResponse}, without keeping the thread. Cancelling the future ends the
   * call.
   *
   * @param pending what {@link #prepare} or an {@link OrderOutcomeUnknownException} gave; not null
   * @return completed with the order as accepted, or with the exception that {@link #resume} would
   *     throw
   */
  public CompletableFuture<ApiResponse<OrderSummary>> resumeWithResponseAsync(
      PendingOrder pending) {
    try {
      return sender.sendAsync(pending);
    } catch (CallException e) { // refused before anything is sent
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Order notNull(@Nullable Order order) {
    if (order == null) {
      throw ApiException.builder(
              ErrorCode.INVALID_REQUEST,
              "The order is null. Build one with BundleOrder.builder() or CustomOrder.builder().")
          .build();
    }
    return order;
  }
}
