package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.AttemptRequest;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallInfo;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.testkit.FakeTime;
import ai.peeker.partner.testkit.ScriptedSender;
import ai.peeker.partner.testkit.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport whose time, network, limiter and key are controlled by a test. */
final class CallRig {
  /** Which driver carries the calls of a test out. */
  enum Driver {
    BLOCKING,
    ASYNC
  }

  private final Driver driver;
  private Worker worker;

  static final String OK = "{\"data\":\"fine\"}";

  final FakeTime time = new FakeTime().random(0.5);
  final ScriptedSender sender = new ScriptedSender(time);
  final ManualLimiter limiter = new ManualLimiter();
  final RetryBudget budget = new RetryBudget();
  final Events events = new Events();
  Supplier<ApiKey> key = () -> ApiKey.of("pk_test_9f3a");
  Function<ApiKey, RateLimiter> limiters = each -> limiter;
  CallListener listener = events;
  RetryPolicy policy = RetryPolicy.defaults();
  Duration timeout = Duration.ofSeconds(60);
  Duration attemptTimeout = Duration.ofSeconds(30);
  Executor callbacks = Runnable::run;
  Executor background = Runnable::run;
  boolean closed;

  CallRig(Driver driver) {
    this.driver = driver;
  }

  HttpTransport transport() {
    TransportConfig config =
        new TransportConfig(
            BaseUrl.of("http://127.0.0.1:1/"),
            () -> key.get(), // which a test may replace while a call runs
            each -> limiters.apply(each),
            policy,
            new TransportConfig.Timeouts(timeout, attemptTimeout),
            List.of(listener),
            callbacks);
    return new HttpTransport(
        new CallContext(config, sender, budget, time, background, () -> closed));
  }

  static final byte[] BYTES = "the same bytes".getBytes(StandardCharsets.UTF_8);

  static ApiCall.Builder<String> to(RetrySafety safety) {
    return ApiCall.builder("createOrder", "POST", "/orders", safety);
  }

  static ApiCall<String> call(RetrySafety safety) {
    return to(safety).build(CallRig::text).withBodyBytes(BYTES, null);
  }

  static ApiCall<String> resumed(Instant notAfter) {
    return to(RetrySafety.SAME_BYTES).build(CallRig::text).withBodyBytes(BYTES, notAfter);
  }

  private static String text(JsonReader in) throws IOException {
    if (in.any() instanceof Map<?, ?> envelope && envelope.get("data") instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text");
  }

  CompletableFuture<ApiResponse<String>> start(RetrySafety safety) {
    return start(call(safety));
  }

  CompletableFuture<ApiResponse<String>> start() {
    return start(RetrySafety.SAME_BYTES);
  }

  /** Starts a call; the result of a blocking one, which runs in a worker, is a future as well. */
  CompletableFuture<ApiResponse<String>> start(ApiCall<String> call) {
    return driver == Driver.ASYNC
        ? transport().sendAsync(call)
        : inWorker(() -> transport().send(call));
  }

  /** Starts a call that places an order; null for a new one. */
  CompletableFuture<ApiResponse<String>> place(@Nullable PendingOrder resumed) {
    ApiCall<String> call =
        resumed == null ? call(RetrySafety.SAME_BYTES) : resumed(resumed.resumableUntil());
    return driver == Driver.ASYNC
        ? transport().placeAsync(call, resumed)
        : inWorker(() -> transport().place(call, resumed));
  }

  private CompletableFuture<ApiResponse<String>> inWorker(Callable<ApiResponse<String>> call) {
    CompletableFuture<ApiResponse<String>> result = new CompletableFuture<>();
    worker = time.run(call, result);
    return result;
  }

  /** Returns an order that was just prepared, and was never sent. */
  PendingOrder prepared() {
    PendingOrder pending = PendingOrder.of(BYTES, time.now(), "test");
    SendRecord.of(pending).prepared(BYTES, time.nanos(), PendingOrder.RESUMABLE_FOR);
    return pending;
  }

  boolean isBlocking() {
    return driver == Driver.BLOCKING;
  }

  /** Interrupts the thread of the last blocking call. */
  void interrupt() {
    worker.interrupt();
  }

  static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> result) {
    assertThat(result).isCompletedExceptionally();
    return type.cast(result.handle((response, e) -> e).join());
  }

  static String limited(String details) {
    return "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"details\":" + details + "}}";
  }

  static String limitedFor(int seconds) {
    return limited("{\"retry_after_seconds\":" + seconds + "}");
  }

  /** A limiter that grants a permit immediately, unless it holds or fails. */
  static final class ManualLimiter implements RateLimiter {
    final List<CompletableFuture<Permit>> requests = new ArrayList<>();
    final List<Duration> maxWaits = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();

    /** How each permit was released, in order. */
    final List<String> releases = new ArrayList<>();

    @Nullable RuntimeException failure;
    boolean holds;
    int granted;
    int released;

    @Override
    public CompletableFuture<Permit> acquire(Duration maxWait) {
      maxWaits.add(maxWait);
      CompletableFuture<Permit> request = new CompletableFuture<>();
      requests.add(request);
      if (failure != null) {
        request.completeExceptionally(failure);
      } else if (!holds) {
        grant(request);
      }
      return request;
    }

    CompletableFuture<Permit> last() {
      return requests.get(requests.size() - 1);
    }

    void grant(CompletableFuture<Permit> request) {
      granted++;
      request.complete(
          new Permit() {
            @Override
            public void release() {
              released++;
              releases.add("response");
            }

            @Override
            public void releaseWithoutResponse() {
              released++;
              releases.add("no response");
            }

            @Override
            public void releaseUnused() {
              released++;
              releases.add("unused");
            }
          });
    }

    @Override
    public void pause(Duration wait) {
      pauses.add(wait);
    }
  }

  /** Records the events of a listener, one line each. */
  static final class Events implements CallListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void onAttemptStart(CallInfo call, AttemptRequest attempt) {
      lines.add(call.operation() + " attempt " + attempt.number());
    }

    @Override
    public synchronized void onAttemptEnd(CallInfo call, Attempt attempt) {
      lines.add(call.operation() + " " + attempt);
    }

    @Override
    public synchronized void onWait(CallInfo call, WaitReason reason, Duration duration) {
      lines.add(call.operation() + " waits " + duration.toMillis() + " " + reason);
    }

    @Override
    public synchronized void onCallEnd(CallInfo call, CallEnd end) {
      lines.add(call.operation() + " ends " + end.attempts().size() + " " + end.outcome());
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }
  }
}
