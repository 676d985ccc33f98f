package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.ReplaySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.ApiFailure;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import ai.peeker.partner.internal.http.Time;
import ai.peeker.partner.internal.wire.JsonCodec;
import ai.peeker.partner.internal.wire.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderResponse;
import ai.peeker.partner.model.OrderSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Sends frozen orders; where one's outcome stays open, the exception hands it back. */
final class OrderSender {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final ApiTransport transport;
  private final Time time;
  private final JsonCodec codec = new JsonCodec();

  OrderSender(ApiTransport transport, Time time) {
    this.transport = transport;
    this.time = time;
  }

  ApiResponse<OrderSummary> send(PendingOrder pending) {
    ApiCall<OrderSummary> call = call(pending);
    try {
      return transport.send(call);
    } catch (CallException e) {
      throw explained(e, pending);
    }
  }

  CompletableFuture<ApiResponse<OrderSummary>> sendAsync(PendingOrder pending) {
    CompletableFuture<ApiResponse<OrderSummary>> sent = transport.sendAsync(call(pending));
    CompletableFuture<ApiResponse<OrderSummary>> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        visible.whenComplete(
            (result, failure) -> {
              if (failure instanceof CancellationException) {
                sent.cancel(true);
              }
            });
    unused =
        sent.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                visible.complete(response);
              } else {
                visible.completeExceptionally(
                    failure instanceof CallException e ? explained(e, pending) : failure);
              }
            });
    return visible;
  }

  /** The generated call, with the frozen bytes in place of its body's. */
  private ApiCall<OrderSummary> call(PendingOrder pending) {
    if (pending == null) {
      throw refused("The pending order is null. Give what prepare(…) or the exception gave.");
    }
    Instant now = time.now();
    if (!now.isBefore(pending.replayableUntil())) {
      throw new OrderWindowClosedException(pending);
    }
    if (pending.firstSentAt().isAfter(now.plus(CLOCK_TOLERANCE))) { // when do the 24 hours end?
      throw refused(
          "The pending order was first sent at "
              + pending.firstSentAt()
              + ", but by this clock it is only "
              + now
              + ". Correct the clock, or look the order up by its domains with orders().list(…).");
    }
    return ApiCall.<OrderSummary>to("createOrder", "POST", "/orders", ReplaySafety.IDENTICAL)
        .body(request(pending))
        .bytes(pending.body())
        .sendBefore(pending.replayableUntil())
        .reads(json -> OrderResponse.fromJson(json).data());
  }

  private OrderRequest request(PendingOrder pending) {
    try {
      return OrderRequest.fromJson(codec.read(pending.body()));
    } catch (MalformedJsonException e) {
      throw refused("The pending order holds no JSON. Give what prepare(…) or the exception gave.");
    }
  }

  private static CallException explained(CallException failure, PendingOrder pending) {
    boolean open = failure.outcome() == Outcome.UNKNOWN || failure.outcome() == Outcome.APPLIED;
    return open ? new OrderOutcomeUnknownException(failure, pending) : failure;
  }

  private static ApiException refused(String message) {
    return ApiException.of(
        ApiFailure.of(ErrorCode.INVALID_REQUEST, message + " Nothing was sent."));
  }
}
