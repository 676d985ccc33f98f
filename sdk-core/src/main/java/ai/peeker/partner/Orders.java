package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.internal.call.OrderTransport;
import ai.peeker.partner.internal.http.CallExtras;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.order.Order;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations on orders: creates, resumes, lists and changes them.
 *
 * <pre>{@code
 * OrderSummary placed = client.orders().create(order);
 * OrderSummary same = client.orders().create(order); // within 24 hours: the same order, not a second one
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Orders extends OrderWaits {
  private final ClientSettings settings;
  private final OrderTransport transport;
  private final BundleCounts bundleCounts;

  Orders(
      ClientSettings settings,
      SharedState shared,
      OrderTransport transport,
      BundleCounts bundleCounts) {
    super(transport, settings, shared);
    this.settings = settings;
    this.transport = transport;
    this.bundleCounts = bundleCounts;
  }

  /**
   * Parses an order from JSON with the same checks as the builders. Nothing is sent.
   *
   * <p>A property that the API does not document is rejected, because a misspelled one would
   * silently change the order. To send such a property deliberately, build the {@link OrderRequest}
   * with {@code additionalProperty(…)} and name it in {@link Order#of}.
   *
   * @param json the body that the API documents for creating an order
   * @return the order
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null, not JSON, or not an
   *     order; the message lists all properties that are missing or of the wrong type or, if there
   *     are none, all invalid values; it never contains the login password
   * @throws ai.peeker.partner.error.OrderShapeConflictException if it combines a bundle with
   *     licenses or densities
   */
  public static Order parse(String json) {
    return OrderParser.parse(json);
  }

  /**
   * Places an order. Sending the same order again within 24 hours of the first time returns the
   * order that the first call placed: no second charge, no second provisioning. The API documents
   * this; every call sends the same bytes for an equal order.
   *
   * <p>A call does not know earlier calls: its 24 hours are counted from this call. To send an
   * order with an unknown outcome again, {@link #resume} the pending order that the exception of
   * the first call carries.
   *
   * @param order the order; not null
   * @return the order as accepted
   * @throws ai.peeker.partner.error.DomainCountMismatchException if the number of domains differs
   *     from the number that the plan needs; nothing was sent unless it has a {@code status()}
   * @throws OrderOutcomeUnknownException if the order was sent and no conclusive response arrived
   * @throws CallException if it was rejected or could not be sent; {@code outcome()} says which
   */
  public OrderSummary create(Order order) {
    return createWithResponse(order).body();
  }

  /**
   * Places an order as {@link #create} does, and also returns the request id and the attempts of
   * the call.
   *
   * @param order the order; not null
   * @return the response, with the order as accepted
   * @throws CallException as {@link #create}
   */
  public ApiResponse<OrderSummary> createWithResponse(Order order) {
    return transport.place(createOrderCall(checked(bundleCounts.counted(order))), null);
  }

  /**
   * Asynchronous variant of {@link #create}. Canceling the future, or letting it time out, ends the
   * call and leaves the outcome of the order unknown. To be able to {@link #resume} it then, {@link
   * #prepare} it first.
   *
   * @param order the order; not null
   * @return completed with the order as accepted, or with the exception that {@link #create} would
   *     throw
   */
  public CompletableFuture<OrderSummary> createAsync(Order order) {
    return ApiResponse.bodyOf(createWithResponseAsync(order));
  }

  /**
   * Asynchronous variant of {@link #createWithResponse}. Canceling the future ends the call.
   *
   * @param order the order; not null
   * @return completed with the response, or with the exception that {@link #create} would throw
   */
  public CompletableFuture<ApiResponse<OrderSummary>> createWithResponseAsync(Order order) {
    return AsyncSteps.then(
        bundleCounts.countedAsync(order),
        counted -> placeAsync(() -> createOrderCall(checked(counted)), null));
  }

  /**
   * Checks an order and writes its body, so that it can be stored before anything is sent and
   * resumed after a crash. Its 24 hours start now.
   *
   * @param order the order; not null
   * @return the pending order, to be stored and passed to {@link #resume}
   * @throws CallException if the order is null or its number of domains is wrong; nothing was sent
   */
  public PendingOrder prepare(Order order) {
    OrderRequest request = checked(bundleCounts.counted(order));
    byte[] body = new JsonCodec().write(request);
    TimeSource time = settings.get(ClientSettings.TIME);
    PendingOrder pending = PendingOrder.of(body, time.now(), environment());
    SendRecord.of(pending).prepared(request, time.nanos(), PendingOrder.RESUMABLE_FOR);
    return pending;
  }

  /**
   * Checks an order and writes its body for a queue: it can be stored, in the transaction of other
   * data, and sent later by any process. Its 24 hours start when {@link PendingOrder#begun} sets
   * the time of its first attempt. Call it before the transaction: a client with {@code
   * countBundleDomains(true)} reads the bundle.
   *
   * @param order the order; not null
   * @return the pending order, to be stored; whoever sends it passes {@code begun(now)} to {@link
   *     #place} or {@link #resume}
   * @throws CallException if the order is null or its number of domains is wrong; nothing was sent
   */
  public PendingOrder prepareForQueue(Order order) {
    OrderRequest request = checked(bundleCounts.counted(order));
    PendingOrder pending = PendingOrder.queued(new JsonCodec().write(request), environment());
    SendRecord.of(pending).keep(request);
    return pending;
  }

  private String environment() {
    return settings.apiKey().supplier().get().kind().text();
  }

  private OrderRequest checked(@Nullable Order order) {
    if (order == null) {
      throw ApiException.builder(
              ErrorCode.INVALID_REQUEST,
              "The order must not be null. Build one with BundleOrder.builder() or"
                  + " CustomOrder.builder().")
          .build();
    }
    if (settings.get(ClientSettings.CHECK_DOMAIN_COUNT)) {
      order.domainCount().requireMatch();
    }
    CallExtras extras = settings.get(ClientSettings.EXTRAS);
    if (extras.body().isEmpty()) {
      return order.toRequest();
    }
    Order changed = OrderParser.withExtras(order, extras);
    if (settings.get(ClientSettings.CHECK_DOMAIN_COUNT)) {
      changed.domainCount().requireMatch(); // an extra property may change the plan
    }
    return changed.toRequest();
  }

  /**
   * Sends a pending order, for the first time or again. Returns the order that it placed before, or
   * places it now.
   *
   * @param pending the result of {@link #prepare}, or the pending order of an {@link
   *     OrderOutcomeUnknownException}; not null
   * @return the order as accepted
   * @throws ai.peeker.partner.error.OrderWindowClosedException if {@link
   *     PendingOrder#resumableUntil()} has passed; nothing was sent
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null, is not an order, or was
   *     first sent more than a minute in the future; nothing was sent
   * @throws OrderOutcomeUnknownException if again no conclusive response arrived
   * @throws CallException if it was rejected or could not be sent; {@code outcome()} says which
   */
  public OrderSummary resume(PendingOrder pending) {
    return resumeWithResponse(pending).body();
  }

  /**
   * Sends a pending order as {@link #resume} does, and also returns the request id and the attempts
   * of the call.
   *
   * @param pending as for {@link #resume}; not null
   * @return the response, with the order as accepted
   * @throws CallException as {@link #resume}
   */
  public ApiResponse<OrderSummary> resumeWithResponse(PendingOrder pending) {
    return transport.place(resumeCall(pending), pending);
  }

  /**
   * Asynchronous variant of {@link #resume}. Canceling the future, or letting it time out, ends the
   * call.
   *
   * @param pending as for {@link #resume}; not null
   * @return completed with the order as accepted, or with the exception that {@link #resume} would
   *     throw
   */
  public CompletableFuture<OrderSummary> resumeAsync(PendingOrder pending) {
    return ApiResponse.bodyOf(resumeWithResponseAsync(pending));
  }

  /**
   * Asynchronous variant of {@link #resumeWithResponse}. Canceling the future ends the call.
   *
   * @param pending as for {@link #resume}; not null
   * @return completed with the response, or with the exception that {@link #resume} would throw
   */
  public CompletableFuture<ApiResponse<OrderSummary>> resumeWithResponseAsync(
      PendingOrder pending) {
    return placeAsync(() -> resumeCall(pending), pending);
  }

  /**
   * Sends a pending order as {@link #resume} does, and returns what that means for the order in
   * place of an exception. It throws an exception for what waiting does not correct; keep the
   * stored order as it is then. Only the process that began the order, or took it over, may hold
   * it: see {@link PendingOrder#begun}.
   *
   * @param pending a {@linkplain PendingOrder#isBegun begun} order; not null
   * @return placed, refused, later, open or expired
   * @throws ai.peeker.partner.error.InvalidRequestException if it is null, not begun or not an
   *     order, if it was begun more than a minute in the future and never sent, or if the client
   *     has a key of the other environment; nothing was sent
   * @throws ai.peeker.partner.error.ClientClosedException if the client is closed; nothing was sent
   */
  public Placement place(PendingOrder pending) {
    ApiCall<OrderSummary> call = resumeCall(pending);
    try {
      return new Placement.Placed(transport.place(call, pending).body());
    } catch (RuntimeException e) {
      return OrderPlacement.of(pending, e, settings.get(ClientSettings.TIME).now());
    }
  }

  /**
   * Asynchronous variant of {@link #place}. Canceling the future ends the call and leaves the
   * outcome of the order unknown.
   *
   * @param pending a {@linkplain PendingOrder#isBegun begun} order; not null
   * @return completed with the placement, or with the exception that {@link #place} would throw
   */
  public CompletableFuture<Placement> placeAsync(PendingOrder pending) {
    ApiCall<OrderSummary> call;
    try {
      call = resumeCall(pending);
    } catch (CallException e) {
      return CompletableFuture.failedFuture(e);
    }
    return AsyncSteps.then(
        transport.placeAsync(call, pending),
        placed -> CompletableFuture.completedFuture(new Placement.Placed(placed.body())),
        failure -> placement(pending, failure));
  }

  private CompletableFuture<Placement> placement(PendingOrder pending, Throwable failure) {
    return failure instanceof RuntimeException e
        ? CompletableFuture.completedFuture(
            OrderPlacement.of(pending, e, settings.get(ClientSettings.TIME).now()))
        : CompletableFuture.failedFuture(failure);
  }

  /** Returns the generated call with the bytes of the pending order as its body. */
  private static ApiCall<OrderSummary> resumeCall(PendingOrder pending) {
    ApiCall<OrderSummary> call = createOrderCall(OrderParser.request(pending));
    return call.withBodyBytes(pending.body(), pending.resumableUntil());
  }

  private CompletableFuture<ApiResponse<OrderSummary>> placeAsync(
      Supplier<ApiCall<OrderSummary>> call, @Nullable PendingOrder resumed) {
    try {
      return transport.placeAsync(call.get(), resumed);
    } catch (CallException e) { // rejected before anything is sent
      return CompletableFuture.failedFuture(e);
    }
  }
}
