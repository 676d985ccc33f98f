package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.internal.http.CallExtras;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.JsonModel;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls over HTTP. A {@link CallExecution} decides; {@link BlockingCalls} or {@link
 * AsyncCalls} carries its steps out.
 */
public final class HttpTransport implements OrderTransport {
  private final CallContext context;
  private final CallExtras extras;
  private final BlockingCalls blocking;
  private final AsyncCalls async;

  /**
   * Creates a transport.
   *
   * @param client sends the requests
   * @param budget shared by clients that share connections
   * @param extras are added to each request; those of the body are not added to an order, whose
   *     bytes stay the same when it is resumed
   */
  public HttpTransport(
      TransportConfig config,
      ManagedOkHttpClient client,
      RetryBudget budget,
      TimeSource time,
      CallExtras extras) {
    this(
        new CallContext(
            config,
            client.sender(config.baseUrl(), extras),
            budget,
            time,
            client.background(),
            client::isClosed),
        extras);
  }

  HttpTransport(CallContext context) {
    this(context, CallExtras.NONE);
  }

  private HttpTransport(CallContext context, CallExtras extras) {
    this.context = context;
    this.extras = extras;
    this.blocking = new BlockingCalls(context);
    this.async = new AsyncCalls(context);
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    return run(withExtras(call), CallOrder.none(context.time()));
  }

  @Override
  public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
    return start(withExtras(call), CallOrder.none(context.time()));
  }

  private <T> ApiCall<T> withExtras(ApiCall<T> call) {
    JsonModel body = call.body();
    if (body == null && call.bodyBytes() == null && isRestricted(call)) {
      throw new IllegalArgumentException(
          "bodyProperty(\"domains\", …) does not fit: "
              + call.operation()
              + " was called without a body, which means all. Use cancelDomains(id, domains).");
    }
    return extras.body().isEmpty() || body == null || call.bodyBytes() != null
        ? call
        : call.withBodyBytes(new JsonCodec().write(extras.addTo(body)), null);
  }

  /** Returns whether a list of domains was meant to restrict a call, which would affect all. */
  private boolean isRestricted(ApiCall<?> call) {
    return extras.body().containsKey("domains") && call.retrySafety() != RetrySafety.ALWAYS;
  }

  @Override
  public URI baseUrl() {
    return context.config().baseUrl().uri();
  }

  @Override
  public <T> ApiResponse<T> place(ApiCall<T> call, @Nullable PendingOrder resumed) {
    return run(call, CallOrder.of(resumed, context.time()));
  }

  @Override
  public <T> CompletableFuture<ApiResponse<T>> placeAsync(
      ApiCall<T> call, @Nullable PendingOrder resumed) {
    return start(call, CallOrder.of(resumed, context.time()));
  }

  private <T> ApiResponse<T> run(ApiCall<T> call, CallOrder order) {
    try {
      return blocking.run(new CallExecution<>(context, call, order));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // a checked one of the caller's code
      throw new IllegalStateException(e);
    }
  }

  private <T> CompletableFuture<ApiResponse<T>> start(ApiCall<T> call, CallOrder order) {
    try {
      return async.start(new CallExecution<>(context, call, order));
    } catch (RuntimeException e) { // a body that cannot be written
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns a string for logging that contains the base URL only. */
  @Override
  public String toString() {
    return "HttpTransport[" + context.config().baseUrl() + "]";
  }
}
