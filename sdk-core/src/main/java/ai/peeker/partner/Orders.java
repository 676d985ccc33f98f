package ai.peeker.partner;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.OrdersApi;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.ApiFailure;
import ai.peeker.partner.internal.wire.JsonCodec;
import ai.peeker.partner.internal.wire.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private final boolean checkDomainCount;

  Orders(ApiTransport transport, boolean checkDomainCount) {
    super(transport);
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
    if (json == null) {
      throw notJson("is null");
    }
    try {
      return withoutStrangers(
          Order.of(
              OrderRequest.fromJson(new JsonCodec().read(json.getBytes(StandardCharsets.UTF_8)))));
    } catch (MalformedJsonException e) {
      throw notJson("cannot be read: " + e.getMessage());
    }
  }

  private static Order withoutStrangers(Order order) {
    List<String> strangers = new ArrayList<>(order.toRequest().additionalProperties().keySet());
    order.domains().forEach(each -> strangers.addAll(each.additionalProperties().keySet()));
    order.personas().forEach(each -> strangers.addAll(each.additionalProperties().keySet()));
    if (strangers.isEmpty()) {
      return order;
    }
    throw ApiException.of(
        ApiFailure.of(
                ErrorCode.INVALID_REQUEST,
                "An order has no member "
                    + String.join(", ", strangers)
                    + ". Correct the name, or remove it. Nothing was sent.")
            .withField(strangers.get(0)));
  }

  private static ApiException notJson(String why) {
    return ApiException.of(
        ApiFailure.of(
            ErrorCode.INVALID_REQUEST,
            "The order " + why + ". Give the JSON body that the API documents. Nothing was sent."));
  }

  /**
   * Places an order. Sending the same order again within 24 hours gives the order that the first
   * call placed: no second charge, no second provisioning. The API documents this; every call sends
   * the same bytes for an equal order.
   *
   * @param order what to order; not null
   * @return the order as accepted
   * @throws ai.peeker.partner.error.DomainCountMismatchException if the number of domains is not
   *     what the plan needs; nothing was sent unless its {@code status()} is there
   * @throws ai.peeker.partner.error.CallException if it was refused or did not come through; {@code
   *     outcome()} says which
   */
  public OrderSummary create(Order order) {
    return createWithResponse(order).body();
  }

  /**
   * Like {@link #create}, with the request id and the history of the call.
   *
   * @param order what to order; not null
   * @return the order as accepted, with what came with it
   * @throws ai.peeker.partner.error.DomainCountMismatchException as {@link #create}
   * @throws ai.peeker.partner.error.CallException as {@link #create}
   */
  public ApiResponse<OrderSummary> createWithResponse(Order order) {
    Order present = notNull(order);
    if (checkDomainCount) {
      present.domainCount().check();
    }
    return createWithResponse(present.toRequest());
  }

  private static Order notNull(@Nullable Order order) {
    if (order == null) {
      throw ApiException.of(
          ApiFailure.of(
              ErrorCode.INVALID_REQUEST,
              "The order is null. Build one with BundleOrder.builder() or CustomOrder.builder()."));
    }
    return order;
  }
}
