package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.http.OkHttpSender;
import ai.peeker.partner.internal.http.RequestFactory;
import ai.peeker.partner.internal.http.UserAgent;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls over HTTP. The body is written once; each attempt sends the same bytes; whether and
 * when it is sent again follows from the policy, the replay safety and the deadline; the answer is
 * read, or becomes the exception of its code. There is one road: a blocking call is an asynchronous
 * one that is waited for.
 */
public final class HttpTransport implements ApiTransport {
  private final Road road;
  private final Executor callbacks;

  /**
   * A transport.
   *
   * @param settings where to, as whom and how patiently
   * @param clients the OkHttp client to go through
   * @param budget the retry budget, shared by clients that share connections
   * @param time clock, timer and chance
   */
  public HttpTransport(
      TransportSettings settings,
      ManagedOkHttpClient clients,
      RetryBudget budget,
      TimeSource time) {
    this(
        settings,
        new OkHttpSender(clients.client()),
        budget,
        time,
        clients.threads(),
        clients::isClosed);
  }

  HttpTransport(
      TransportSettings settings,
      HttpSender wire,
      RetryBudget budget,
      TimeSource time,
      Executor threads,
      BooleanSupplier closed) {
    this.road =
        new Road(
            new RequestFactory(settings.baseUrl(), settings.apiKey(), UserAgent.text()),
            settings.limiter(),
            wire,
            new ResponseReader(new JsonCodec()),
            new RetryDecider(settings.retryPolicy()),
            budget,
            settings.listener(),
            time,
            settings.timeout(),
            settings.attemptTimeout(),
            threads,
            closed);
    this.callbacks = settings.callbacks();
  }

  @Override
  public <T> ApiResponse<T> send(ApiCall<T> call) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(
          call.operation() + " was not sent: the thread is interrupted.",
          Outcome.NOT_SENT,
          List.of());
    }
    CallExecution<T> run = new CallExecution<>(road, call);
    CompletableFuture<ApiResponse<T>> result = run.start();
    try {
      return result.get();
    } catch (InterruptedException e) {
      boolean stopped = run.stop("the caller broke the call off");
      Thread.currentThread().interrupt();
      if (!stopped) { // it was over before: what came of it is the truth
        return outcomeOf(result);
      }
      throw new CallInterruptedException(
          FailureText.interrupted(call, run.history().outcome()),
          run.history().outcome(),
          run.history().attempts());
    } catch (ExecutionException e) {
      throw inThisThread(e.getCause());
    }
  }

  private static <T> ApiResponse<T> outcomeOf(CompletableFuture<ApiResponse<T>> result) {
    try {
      return result.join(); // which an interrupt does not end
    } catch (CompletionException e) {
      throw inThisThread(e.getCause());
    }
  }

  /** The exception was made on another thread; its stack trace is to lead to the caller. */
  private static RuntimeException inThisThread(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof CallException call) {
      call.fillInStackTrace();
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  @Override
  public <T> CompletableFuture<ApiResponse<T>> sendAsync(ApiCall<T> call) {
    CallExecution<T> run;
    try {
      run = new CallExecution<>(road, call);
    } catch (RuntimeException e) { // a body that cannot be written
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<ApiResponse<T>> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        visible.whenComplete(
            (response, e) -> {
              boolean unusedStop = run.stop("the caller broke the call off"); // unless it is over
            });
    unused =
        run.start()
            .whenComplete(
                (response, e) ->
                    Road.runOn(
                        callbacks,
                        () -> {
                          if (e == null) {
                            visible.complete(response);
                          } else {
                            visible.completeExceptionally(e);
                          }
                        }));
    return visible;
  }

  /** Only what is safe to show. */
  @Override
  public String toString() {
    return "HttpTransport[" + road.writer().baseUrl() + "]";
  }
}
