package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.call.OrderTransport;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares pending orders, and sends new and pending ones. */
final class OrderSender {
  private final Function<OrderRequest, ApiCall<OrderSummary>> callOf;
  private final OrderTransport transport;
  private final Supplier<ApiKey> key;
  private final TimeSource time;
  private final JsonCodec codec = new JsonCodec();

  OrderSender(
      Function<OrderRequest, ApiCall<OrderSummary>> callOf,
      OrderTransport transport,
      Supplier<ApiKey> key,
      TimeSource time) {
    this.callOf = callOf;
    this.transport = transport;
    this.key = key;
    this.time = time;
  }

  /** Writes the body of an order that was never sent. */
  PendingOrder prepare(OrderRequest request) {
    byte[] body = codec.write(request);
    PendingOrder pending = PendingOrder.of(body, time.now(), key.get().kind().text());
    SendRecord.of(pending).prepared(request, time.nanos(), PendingOrder.RESUMABLE_FOR);
    return pending;
  }

  ApiResponse<OrderSummary> create(OrderRequest request) {
    return transport.place(callOf.apply(request), null);
  }

  CompletableFuture<ApiResponse<OrderSummary>> createAsync(OrderRequest request) {
    return transport.placeAsync(callOf.apply(request), null);
  }

  ApiResponse<OrderSummary> resume(@Nullable PendingOrder pending) {
    return transport.place(callOf(pending), pending);
  }

  CompletableFuture<ApiResponse<OrderSummary>> resumeAsync(@Nullable PendingOrder pending) {
    ApiCall<OrderSummary> call;
    try {
      call = callOf(pending);
    } catch (CallException e) { // rejected before anything is sent
      return CompletableFuture.failedFuture(e);
    }
    return transport.placeAsync(call, pending);
  }

  /** Returns the generated call with the bytes of the pending order as its body. */
  private ApiCall<OrderSummary> callOf(@Nullable PendingOrder pending) {
    if (pending == null) {
      throw invalid("must not be null");
    }
    byte[] body = pending.body();
    OrderRequest request =
        SendRecord.of(pending).request() instanceof OrderRequest prepared ? prepared : parse(body);
    return callOf.apply(request).withBodyBytes(body, pending.resumableUntil());
  }

  private OrderRequest parse(byte[] body) {
    try {
      OrderRequest request = OrderRequest.fromJson(codec.read(body));
      if (!(request instanceof OrderRequest.Unknown)) {
        return request;
      }
    } catch (MalformedJsonException | InvalidModelException e) {
      // not an order, as below; the exception could quote a secret
    }
    throw invalid("does not contain an order");
  }

  private static ApiException invalid(String problem) {
    return ApiException.builder(
            ErrorCode.INVALID_REQUEST,
            "The pending order "
                + problem
                + ". Pass the one that prepare(…) or the exception returned. Nothing was sent.")
        .build();
  }
}
