package ai.peeker.partner.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport whose time, network, limiter and key a test holds in its hands. */
final class CallRig {
  static final String OK = "\"fine\"";

  final StepTime time = new StepTime().random(0.5);
  final ScriptedWire wire = new ScriptedWire(time);
  final HandLimiter limiter = new HandLimiter();
  final RetryBudget budget = new RetryBudget();
  final Events events = new Events();
  Supplier<ApiKey> key = () -> ApiKey.of("pk_test_9f3a");
  Function<ApiKey, RateLimiter> limiters = each -> limiter;
  CallListener listener = events;
  RetryPolicy policy = RetryPolicy.defaults();
  Duration timeout = Duration.ofSeconds(60);
  Duration attemptTimeout = Duration.ofSeconds(30);
  Executor callbacks = Runnable::run;
  Executor threads = Runnable::run;
  boolean closed;

  HttpTransport transport() {
    return new HttpTransport(
        new TransportSettings(
            BaseUrl.of("http://127.0.0.1:1/"),
            key,
            limiters,
            policy,
            timeout,
            attemptTimeout,
            listener,
            callbacks),
        wire,
        budget,
        time,
        threads,
        () -> closed);
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

  private static String text(@Nullable Object json) {
    if (json instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text");
  }

  CompletableFuture<ApiResponse<String>> start(RetrySafety safety) {
    return transport().sendAsync(call(safety));
  }

  CompletableFuture<ApiResponse<String>> start() {
    return start(RetrySafety.SAME_BYTES);
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

  /** A limiter that grants at once, unless it is told to hold. */
  static final class HandLimiter implements RateLimiter {
    final List<CompletableFuture<Permit>> places = new ArrayList<>();
    final List<Duration> patience = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    boolean holds;
    int granted;
    int finished;

    @Override
    public CompletableFuture<Permit> acquire(Duration patience) {
      this.patience.add(patience);
      CompletableFuture<Permit> place = new CompletableFuture<>();
      places.add(place);
      if (!holds) {
        grant(place);
      }
      return place;
    }

    void grant(CompletableFuture<Permit> place) {
      granted++;
      place.complete(() -> finished++);
    }

    @Override
    public void pause(Duration wait) {
      pauses.add(wait);
    }
  }

  /** Writes down what a listener is told, a line each. */
  static final class Events implements CallListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void onAttemptStart(String operation, int number) {
      lines.add(operation + " attempt " + number);
    }

    @Override
    public synchronized void onAttemptEnd(String operation, Attempt attempt) {
      lines.add(operation + " " + attempt);
    }

    @Override
    public synchronized void onWait(String operation, WaitReason reason, Duration duration) {
      lines.add(operation + " waits " + duration.toMillis() + " " + reason);
    }

    @Override
    public synchronized void onCallEnd(String operation, int attempts, @Nullable Outcome outcome) {
      lines.add(operation + " ends " + attempts + " " + outcome);
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }
  }
}
