package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls over HTTP. A {@link CallExecution} decides; {@link BlockingCalls} or {@link
 * AsyncCalls} carries its steps out.
 */
public final class HttpTransport implements OrderTransport {
  private final CallContext context;
  private final BlockingCalls blocking;
  private final AsyncCalls async;

  /**
   * Creates a transport.
   *
   * @param client sends the requests
   * @param budget shared by clients that share connections
   */
  public HttpTransport(
      TransportConfig config, ManagedOkHttpClient client, RetryBudget budget, TimeSource time) {
    this(
        new CallContext(
            config,
            client.sender(config.baseUrl()),
            budget,
            time,
            client.background(),
            client::isClosed));
  }

  HttpTransport(CallContext context) {
    this.context = context;
    this.blocking = new BlockingCalls(context);
    this.async = new AsyncCalls(context);
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    return run(call, CallOrder.none(context.time()));
  }

  @Override
  public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
    return start(call, CallOrder.none(context.time()));
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
