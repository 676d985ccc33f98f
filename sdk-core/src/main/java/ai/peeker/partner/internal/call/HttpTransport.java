package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries calls over HTTP. A {@link CallExecution} decides; {@link BlockingCalls} or {@link
 * AsyncCalls} carries its steps out.
 */
public final class HttpTransport implements ApiTransport {
  private final TransportConfig config;
  private final CallResources resources;
  private final ResponseReader reader = new ResponseReader(new JsonCodec());
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
        config,
        new CallResources(
            client.sender(config.baseUrl()), budget, time, client.background(), client::isClosed));
  }

  HttpTransport(TransportConfig config, CallResources resources) {
    this.config = config;
    this.resources = resources;
    this.blocking = new BlockingCalls(resources);
    this.async = new AsyncCalls(resources, config.timeouts().call(), config.callbacks());
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(
          call.operation() + " was not sent: the thread is interrupted.",
          Outcome.NOT_SENT,
          List.of());
    }
    try {
      return blocking.run(newExecution(call));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // a checked one of the caller's code
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
    CallExecution<T> execution;
    try {
      execution = newExecution(call);
    } catch (RuntimeException e) { // a body that cannot be written
      return CompletableFuture.failedFuture(e);
    }
    return async.start(execution);
  }

  private <T> CallExecution<T> newExecution(ApiCall<T> call) {
    return new CallExecution<>(config, resources, reader, call);
  }

  /** Returns a string for logging that contains the base URL only. */
  @Override
  public String toString() {
    return "HttpTransport[" + config.baseUrl() + "]";
  }
}
