package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.OrdersApi;
import ai.peeker.partner.model.CancelOrderRequest;
import ai.peeker.partner.model.OrderCancellation;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Cancels orders. The API has one operation for all and for some domains of an order, and takes a
 * missing list for all; here each has methods of its own, so that neither is called by mistake.
 */
abstract class OrderCancellations extends OrdersApi {
  private final ApiTransport transport;

  OrderCancellations(ApiTransport transport) {
    super(transport);
    this.transport = transport;
  }

  /**
   * Cancels a whole order: all its domains. The inboxes are kept until {@code cancelsAt()}.
   *
   * @param id the order id ({@code ord_…}); not null
   * @return the scheduled cancellation
   * @throws IllegalArgumentException if the id is null or blank
   * @throws ai.peeker.partner.error.CallException if the call failed; its {@code outcome()} says
   *     whether the order may have been canceled
   */
  @Override
  public OrderCancellation cancel(String id) {
    return cancelWithResponse(id).body();
  }

  /**
   * Cancels a whole order as {@link #cancel(String)} does, and returns the whole response.
   *
   * @param id as for {@link #cancel(String)}
   * @return the response, with the scheduled cancellation
   */
  @Override
  public ApiResponse<OrderCancellation> cancelWithResponse(String id) {
    return transport.send(cancelOrderCall(id, null));
  }

  /**
   * Asynchronous variant of {@link #cancel(String)}. Canceling the future ends the call.
   *
   * @param id as for {@link #cancel(String)}
   * @return completed with the scheduled cancellation or with the exception of the call
   */
  @Override
  public CompletableFuture<OrderCancellation> cancelAsync(String id) {
    return ApiResponse.bodyOf(cancelWithResponseAsync(id));
  }

  /**
   * Asynchronous variant of {@link #cancelWithResponse(String)}. Canceling the future ends the
   * call.
   *
   * @param id as for {@link #cancel(String)}
   * @return completed with the response or with the exception of the call
   */
  @Override
  public CompletableFuture<ApiResponse<OrderCancellation>> cancelWithResponseAsync(String id) {
    return transport.sendAsync(cancelOrderCall(id, null));
  }

  /**
   * Cancels some domains of an order. A Google domain takes its two or three licenses with it; a
   * single inbox cannot be canceled.
   *
   * @param id the order id ({@code ord_…}); not null
   * @param domains the names or ids ({@code dom_…}) of the domains; at least one
   * @return the scheduled cancellation
   * @throws IllegalArgumentException if the id is null or blank, or the domains are null, empty or
   *     contain null or a blank string; nothing was sent
   * @throws ai.peeker.partner.error.CallException if the call failed; its {@code outcome()} says
   *     whether the domains may have been canceled
   */
  public OrderCancellation cancelDomains(String id, Collection<String> domains) {
    return cancelDomainsWithResponse(id, domains).body();
  }

  /**
   * Cancels some domains as {@link #cancelDomains} does, and returns the whole response.
   *
   * @param id as for {@link #cancelDomains}
   * @param domains as for {@link #cancelDomains}
   * @return the response, with the scheduled cancellation
   */
  public ApiResponse<OrderCancellation> cancelDomainsWithResponse(
      String id, Collection<String> domains) {
    return transport.send(cancelDomainsCall(id, domains));
  }

  /**
   * Asynchronous variant of {@link #cancelDomains}. Canceling the future ends the call.
   *
   * @param id as for {@link #cancelDomains}
   * @param domains as for {@link #cancelDomains}
   * @return completed with the scheduled cancellation or with the exception of the call
   */
  public CompletableFuture<OrderCancellation> cancelDomainsAsync(
      String id, Collection<String> domains) {
    return ApiResponse.bodyOf(cancelDomainsWithResponseAsync(id, domains));
  }

  /**
   * Asynchronous variant of {@link #cancelDomainsWithResponse}. Canceling the future ends the call.
   *
   * @param id as for {@link #cancelDomains}
   * @param domains as for {@link #cancelDomains}
   * @return completed with the response or with the exception of the call
   */
  public CompletableFuture<ApiResponse<OrderCancellation>> cancelDomainsWithResponseAsync(
      String id, Collection<String> domains) {
    return transport.sendAsync(cancelDomainsCall(id, domains));
  }

  private static ApiCall<OrderCancellation> cancelDomainsCall(
      String id, @Nullable Collection<String> domains) {
    if (domains == null || domains.isEmpty()) {
      throw new IllegalArgumentException(
          "domains must not be "
              + (domains == null ? "null" : "empty")
              + ". Pass the domains to cancel. To cancel the whole order, call cancel(id).");
    }
    List<String> named = domains.stream().toList(); // a null is rejected with its index
    return cancelOrderCall(id, CancelOrderRequest.builder().domains(named).build());
  }
}
