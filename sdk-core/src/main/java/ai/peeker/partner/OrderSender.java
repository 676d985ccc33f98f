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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends pending orders. If the outcome of one is unknown, the exception carries it. */
final class OrderSender {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Function<OrderRequest, ApiCall<OrderSummary>> callOf;
  private final ApiTransport transport;
  private final Supplier<ApiKey> key;
  private final UnsentOrders unsentOrders;
  private final TimeSource time;
  private final JsonCodec codec = new JsonCodec();

  OrderSender(
      Function<OrderRequest, ApiCall<OrderSummary>> callOf,
      ApiTransport transport,
      Supplier<ApiKey> key,
      UnsentOrders unsentOrders,
      TimeSource time) {
    this.callOf = callOf;
    this.transport = transport;
    this.key = key;
    this.unsentOrders = unsentOrders;
    this.time = time;
  }

  /** Writes the body of an order that was never sent. */
  PendingOrder prepare(OrderRequest request) {
    byte[] body = codec.write(request.toJson());
    PendingOrder pending = PendingOrder.of(body, time.now(), environment());
    unsentOrders.add(pending, call(request, body, pending));
    return pending;
  }

  ApiResponse<OrderSummary> send(PendingOrder pending) {
    requireResumable(pending);
    ApiCall<OrderSummary> unsent = unsentOrders.remove(pending);
    ApiCall<OrderSummary> call = unsent == null ? read(pending) : unsent;
    try {
      return transport.send(call);
    } catch (CallException e) {
      throw withPendingOrder(e, pending, unsent);
    } catch (RuntimeException | Error e) { // the caller's code, before anything was sent
      restore(pending, unsent);
      throw e;
    }
  }

  CompletableFuture<ApiResponse<OrderSummary>> sendAsync(PendingOrder pending) {
    requireResumable(pending);
    ApiCall<OrderSummary> unsent = unsentOrders.remove(pending);
    CompletableFuture<ApiResponse<OrderSummary>> sent =
        transport.sendAsync(unsent == null ? read(pending) : unsent);
    CompletableFuture<ApiResponse<OrderSummary>> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        sent.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                visible.complete(response);
              } else {
                visible.completeExceptionally(failureOf(failure, pending, unsent));
              }
            });
    // canceled, timed out or completed by the caller: the call must end too
    unused = visible.whenComplete((response, failure) -> sent.cancel(true));
    return visible;
  }

  private Throwable failureOf(
      Throwable failure, PendingOrder pending, @Nullable ApiCall<OrderSummary> unsent) {
    if (failure instanceof CallException e) {
      return withPendingOrder(e, pending, unsent);
    }
    if (!(failure instanceof CancellationException)) { // the caller's code, before sending
      restore(pending, unsent);
    }
    return failure;
  }

  private void restore(PendingOrder pending, @Nullable ApiCall<OrderSummary> unsent) {
    if (unsent != null) {
      unsentOrders.add(pending, unsent);
    }
  }

  private void requireResumable(@Nullable PendingOrder pending) {
    if (pending == null) {
      throw invalid(
          "The pending order must not be null. Pass the one that prepare(…) or the exception"
              + " returned.");
    }
    Instant now = time.now();
    if (!now.isBefore(pending.resumableUntil())) {
      throw new OrderWindowClosedException(pending);
    }
    if (pending.firstSentAt().isAfter(now.plus(CLOCK_TOLERANCE))) { // when do the 24 hours end?
      throw invalid(
          "The pending order was first sent at "
              + pending.firstSentAt()
              + ", but this machine's clock says "
              + now
              + ". Correct the clock, or look for it among the orders of its user with"
              + " orders().list(…).");
    }
    String environment = environment();
    if (!environment.equals(pending.environment())) { // which would not recognize the order
      throw invalid(
          "The pending order belongs to a "
              + pending.environment()
              + " key, but this client uses a "
              + environment
              + " key. Resume it with a client that uses a "
              + pending.environment()
              + " key.");
    }
  }

  private String environment() {
    return key.get().kind().text();
  }

  /** Returns the generated call with the bytes of the pending order as its body. */
  private ApiCall<OrderSummary> call(OrderRequest request, byte[] body, PendingOrder pending) {
    return callOf.apply(request).withBodyBytes(body, pending.resumableUntil());
  }

  /** Reads an order that was stored, or sent before. */
  private ApiCall<OrderSummary> read(PendingOrder pending) {
    byte[] body = pending.body();
    try {
      OrderRequest request = OrderRequest.fromJson(codec.read(body));
      if (!(request instanceof OrderRequest.Unknown)) {
        return call(request, body, pending);
      }
    } catch (MalformedJsonException | InvalidModelException e) {
      // not an order, as below; the exception could quote a secret
    }
    throw invalid(
        "The pending order does not contain an order. Pass the one that prepare(…) or the"
            + " exception returned.");
  }

  /**
   * The outcome of an order that may have been sent before stays unknown, whatever this failure.
   */
  private CallException withPendingOrder(
      CallException failure, PendingOrder pending, @Nullable ApiCall<OrderSummary> unsent) {
    boolean open = failure.outcome() == Outcome.UNKNOWN || failure.outcome() == Outcome.APPLIED;
    if (open || unsent == null) {
      return new OrderOutcomeUnknownException(failure, pending);
    }
    if (failure.outcome() == Outcome.NOT_SENT) {
      restore(pending, unsent);
    }
    return failure;
  }

  private static ApiException invalid(String message) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, message + " Nothing was sent.").build();
  }
}
