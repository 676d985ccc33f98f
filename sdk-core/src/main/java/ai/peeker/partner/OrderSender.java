package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends frozen orders; where one's outcome stays open, the exception hands it back. */
final class OrderSender {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Function<OrderRequest, ApiCall<OrderSummary>> call;
  private final ApiTransport transport;
  private final Supplier<ApiKey> key;
  private final FreshOrders fresh;
  private final TimeSource time;
  private final JsonCodec codec = new JsonCodec();

  OrderSender(
      Function<OrderRequest, ApiCall<OrderSummary>> call,
      ApiTransport transport,
      Supplier<ApiKey> key,
      FreshOrders fresh,
      TimeSource time) {
    this.call = call;
    this.transport = transport;
    this.key = key;
    this.fresh = fresh;
    this.time = time;
  }

  /** Freezes a body that was never sent. */
  PendingOrder freeze(OrderRequest request) {
    PendingOrder pending =
        PendingOrder.of(codec.write(request.toJson()), time.now(), key.get().kind().text());
    fresh.add(pending);
    return pending;
  }

  ApiResponse<OrderSummary> send(PendingOrder pending) {
    ApiCall<OrderSummary> call = call(pending);
    boolean wasFresh = fresh.remove(pending);
    try {
      return transport.send(call);
    } catch (CallException e) {
      throw explained(e, pending, wasFresh);
    }
  }

  CompletableFuture<ApiResponse<OrderSummary>> sendAsync(PendingOrder pending) {
    ApiCall<OrderSummary> call = call(pending);
    boolean wasFresh = fresh.remove(pending);
    CompletableFuture<ApiResponse<OrderSummary>> sent = transport.sendAsync(call);
    CompletableFuture<ApiResponse<OrderSummary>> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        sent.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                visible.complete(response);
              } else {
                visible.completeExceptionally(
                    failure instanceof CallException e ? explained(e, pending, wasFresh) : failure);
              }
            });
    // cancelled, timed out or completed by the caller: the call is to end with it
    unused = visible.whenComplete((response, failure) -> sent.cancel(true));
    return visible;
  }

  /** The generated call, with the frozen bytes in place of its body's. */
  private ApiCall<OrderSummary> call(PendingOrder pending) {
    if (pending == null) {
      throw refused("The pending order is null. Give what prepare(…) or the exception gave.");
    }
    Instant now = time.now();
    if (!now.isBefore(pending.resumableUntil())) {
      throw new OrderWindowClosedException(pending);
    }
    if (pending.firstSentAt().isAfter(now.plus(CLOCK_TOLERANCE))) { // when do the 24 hours end?
      throw refused(
          "The pending order was first sent at "
              + pending.firstSentAt()
              + ", but by this clock it is only "
              + now
              + ". Correct the clock, or look for it among the orders of its user with"
              + " orders().list(…).");
    }
    String environment = key.get().kind().text();
    if (!environment.equals(pending.environment())) { // which would not recognise it
      throw refused(
          "The pending order belongs to a "
              + pending.environment()
              + " key, but the key of this client is a "
              + environment
              + " one. Give it to a client with a "
              + pending.environment()
              + " key.");
    }
    OrderRequest request = request(pending);
    return call.apply(request).withBodyBytes(pending.body(), pending.resumableUntil());
  }

  private OrderRequest request(PendingOrder pending) {
    try {
      OrderRequest request = OrderRequest.fromJson(codec.read(pending.body()));
      if (!(request instanceof OrderRequest.Unknown)) {
        return request;
      }
    } catch (MalformedJsonException | InvalidModelException e) {
      // as below: no order
    }
    throw refused("The pending order holds no order. Give what prepare(…) or the exception gave.");
  }

  /** What an earlier send of a stored order did stays open, whatever came of this one. */
  private CallException explained(CallException failure, PendingOrder pending, boolean wasFresh) {
    boolean open = failure.outcome() == Outcome.UNKNOWN || failure.outcome() == Outcome.APPLIED;
    if (open || !wasFresh) {
      return new OrderOutcomeUnknownException(failure, pending);
    }
    if (failure.outcome() == Outcome.NOT_SENT) {
      fresh.add(pending); // as it was
    }
    return failure;
  }

  private static ApiException refused(String message) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, message + " Nothing was sent.").build();
  }
}
