package ai.peeker.partner.testkit;

import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpRequest;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.HttpSender.Exchange;
import ai.peeker.partner.internal.http.RawResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A network that a test controls: each exchange ends as scripted, immediately or when the test says
 * so. A blocking exchange must run in a worker of {@link FakeTime}.
 */
public final class ScriptedSender implements HttpSender {
  private final FakeTime time;
  private final Deque<Consumer<ScriptedExchange>> script = new ArrayDeque<>();
  private final List<ScriptedExchange> exchanges = new ArrayList<>();

  public ScriptedSender(FakeTime time) {
    this.time = time;
  }

  @Override
  public RawResponse execute(HttpRequest request) throws ExchangeException {
    ScriptedExchange exchange = newExchange(request);
    try {
      boolean done = time.await(exchange.result, Duration.ofDays(365));
      if (!done) {
        throw new AssertionError("the exchange was left open");
      }
    } catch (InterruptedException e) {
      exchange.cancel();
      Thread.currentThread().interrupt();
      throw ExchangeException.ofNetwork(
          exchange.mayHaveBeenSent(), new IOException("interrupted", e));
    }
    Object result = exchange.result.join();
    if (result instanceof ExchangeException failure) {
      throw failure;
    }
    return (RawResponse) result;
  }

  @Override
  public Exchange enqueue(HttpRequest request, Callback callback) {
    ScriptedExchange exchange = newExchange(request);
    CompletableFuture<?> unused =
        exchange.result.thenAccept(
            result -> {
              if (result instanceof ExchangeException failure) {
                callback.onFailure(failure);
              } else {
                callback.onResponse((RawResponse) result);
              }
            });
    return exchange;
  }

  private ScriptedExchange newExchange(HttpRequest request) {
    ScriptedExchange exchange = new ScriptedExchange(request, time.now());
    exchanges.add(exchange);
    if (!script.isEmpty()) {
      script.remove().accept(exchange);
    }
    return exchange;
  }

  /** Scripts the next exchange that has no script yet; without one it stays open. */
  public ScriptedSender next(Consumer<ScriptedExchange> end) {
    script.add(end);
    return this;
  }

  public ScriptedSender next(int status, String body) {
    return next(exchange -> exchange.respond(status, body));
  }

  public ScriptedSender refused() {
    return next(ScriptedExchange::refuse);
  }

  public ScriptedSender lost() {
    return next(ScriptedExchange::lose);
  }

  /** Drops the rest of the script. */
  public void clearScript() {
    script.clear();
  }

  public List<ScriptedExchange> exchanges() {
    return exchanges;
  }

  public ScriptedExchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  /** One exchange. */
  public static final class ScriptedExchange implements Exchange {
    private final HttpRequest request;
    private final Instant startedAt;
    private final CompletableFuture<Object> result = new CompletableFuture<>();
    private boolean mayHaveBeenSent = true;
    private boolean canceled;
    private RuntimeException cancelFailure;

    ScriptedExchange(HttpRequest request, Instant startedAt) {
      this.request = request;
      this.startedAt = startedAt;
    }

    public void respond(int status, String body) {
      respond(status, Map.of(), body);
    }

    public void respond(int status, Map<String, List<String>> headers, String body) {
      Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      byName.putAll(headers);
      result.complete(new RawResponse(status, byName, body.getBytes(StandardCharsets.UTF_8)));
    }

    public void refuse() {
      result.complete(ExchangeException.ofNetwork(false, new ConnectException("refused")));
    }

    public void lose() {
      result.complete(ExchangeException.ofNetwork(true, new IOException("reset")));
    }

    /** Ends at the timeout of the attempt, before or after the request was sent. */
    public void timeOut(boolean sent) {
      result.complete(ExchangeException.ofNetwork(sent, new InterruptedIOException("timeout")));
    }

    /** Ends with a failure of the caller's code before anything is sent. */
    public void failInCallerCode(RuntimeException failure) {
      failInCallerCode(false, failure);
    }

    /** Ends with a failure of the caller's code, before or after the request was sent. */
    public void failInCallerCode(boolean sent, RuntimeException failure) {
      result.complete(ExchangeException.ofCallerCode(sent, failure));
    }

    public ScriptedExchange stillConnecting() {
      mayHaveBeenSent = false;
      return this;
    }

    /** Lets the cancellation throw, as an event listener of the caller's can. */
    public void failOnCancel(RuntimeException failure) {
      cancelFailure = failure;
    }

    @Override
    public void cancel() {
      canceled = true;
      if (cancelFailure != null) {
        throw cancelFailure;
      }
    }

    @Override
    public boolean mayHaveBeenSent() {
      return mayHaveBeenSent;
    }

    public boolean isCanceled() {
      return canceled;
    }

    public Duration timeout() {
      return request.timeout();
    }

    public Instant startedAt() {
      return startedAt;
    }

    /** Returns the API key that was sent. */
    public String key() {
      return request.key().secret().reveal();
    }

    public boolean hasBody() {
      return request.body() != null;
    }

    public String body() {
      return new String(request.body(), StandardCharsets.UTF_8);
    }
  }
}
