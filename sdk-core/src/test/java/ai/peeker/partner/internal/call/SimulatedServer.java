package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpRequest;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.HttpSender.Exchange;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A server in fake time, behind a network with delays. It enforces 600 requests in any 60 seconds,
 * treats equal bodies as one order, and has outages and lost responses that the seed decides.
 */
final class SimulatedServer implements HttpSender {
  private static final long WINDOW = Duration.ofSeconds(60).toNanos();
  private static final int LIMIT = 600;
  private static final int OTHER_MINUTES = 40;
  private static final long ON_THE_WAY = Duration.ofMillis(210).toNanos(); // back and there

  private final FakeTime time;
  private final long start;
  private final Random random;
  private final List<Outage> outages = new ArrayList<>();
  private final Deque<Long> recent = new ArrayDeque<>();
  private final Map<String, String> orders = new HashMap<>();
  private final Map<String, Integer> arrivalsByBody = new HashMap<>();
  private final Set<String> unrepeated = new HashSet<>();
  private int lost;
  private long quietFrom;
  private long quietUntil;
  private long arrivalsInPauses;
  private int busiestWindow;
  private long arrivals;
  private long lastArrival;
  private long rejectedForLimit;
  private long outageArrivals;
  private long outageFirstAttempts;

  private record Outage(long from, long to, boolean refusesConnections) {}

  /**
   * Creates a server.
   *
   * @param others the requests a minute that another machine sends with the same key
   */
  SimulatedServer(FakeTime time, long seed, int others) {
    this.time = time;
    this.start = time.nanos();
    this.random = new Random(seed * 31 + 7);
    long at = Duration.ofSeconds(90).toNanos();
    for (int i = 0; i < 3; i++) {
      at += Duration.ofSeconds(30 + random.nextInt(180)).toNanos();
      long length = Duration.ofSeconds(20 + random.nextInt(100)).toNanos();
      outages.add(new Outage(at, at + length, random.nextBoolean()));
      at += length;
    }
    for (int i = 0; i < others * OTHER_MINUTES; i++) {
      time.schedule(Duration.ofMinutes(1).dividedBy(others).multipliedBy(i), this::other);
    }
  }

  private void other() {
    if (recent.size() < LIMIT) {
      recent.add(now());
    }
  }

  @Override
  public RawResponse execute(HttpRequest request) throws ExchangeException {
    CompletableFuture<Object> result = send(request);
    try {
      if (!time.await(result, request.timeout())) {
        throw ExchangeException.ofNetwork(true, new InterruptedIOException("timeout"));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (result.join() instanceof ExchangeException failure) {
      throw failure;
    }
    return (RawResponse) result.join();
  }

  @Override
  public Exchange enqueue(HttpRequest request, Callback callback) {
    CompletableFuture<?> unused =
        send(request)
            .thenAccept(
                result -> {
                  if (result instanceof ExchangeException failure) {
                    callback.onFailure(failure);
                  } else {
                    callback.onResponse((RawResponse) result);
                  }
                });
    return new Exchange() {
      @Override
      public boolean mayHaveBeenSent() {
        return true;
      }

      @Override
      public void cancel() {}
    };
  }

  private CompletableFuture<Object> send(HttpRequest request) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    String body = new String(request.body(), StandardCharsets.UTF_8);
    time.schedule(delay(), () -> arrive(body, result));
    return result;
  }

  private void arrive(String body, CompletableFuture<Object> result) {
    Outage outage = outage();
    count(body, outage);
    unrepeated.remove(body);
    if (quietFrom < now() && now() < quietUntil) {
      arrivalsInPauses++;
    }
    if (outage != null) {
      fail(body, outage, result);
    } else if (recent.size() > LIMIT) {
      rejectedForLimit++;
      long wait = Math.max(1, (recent.peek() + WINDOW - now()) / 1_000_000_000L + 1);
      quietFrom =
          now() + ON_THE_WAY; // until the response is there, and requests sent before are here
      quietUntil = Math.max(quietUntil, now() + wait * 1_000_000_000L);
      respond(
          result,
          429,
          "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"details\":{\"retry_after_seconds\":"
              + wait
              + "}}}");
    } else {
      place(body, result);
    }
  }

  private void count(String body, Outage outage) {
    if (outage == null || !outage.refusesConnections()) { // else nothing arrives
      arrivals++;
      lastArrival = now();
      recent.add(now());
      while (recent.peek() < now() - WINDOW) {
        recent.remove();
      }
      busiestWindow = Math.max(busiestWindow, recent.size());
    }
    int before = arrivalsByBody.merge(body, 1, Integer::sum) - 1;
    if (outage != null) {
      outageArrivals++;
      outageFirstAttempts += before == 0 ? 1 : 0;
    }
  }

  private void place(String body, CompletableFuture<Object> result) {
    String id = orders.computeIfAbsent(body, unused -> "ord_" + orders.size());
    if (random.nextInt(100) == 0) { // the order exists, its response is lost
      lost++;
      unrepeated.add(body);
      time.schedule(
          delay(),
          () -> result.complete(ExchangeException.ofNetwork(true, new IOException("reset"))));
      return;
    }
    respond(
        result,
        200,
        "{\"data\":{\"id\":\""
            + id
            + "\",\"user_id\":null,\"email\":null,\"status\":\"in_progress\",\"domain_count\":1,"
            + "\"costs\":{\"total_cents\":1,\"currency\":\"usd\"},\"renews_at\":null,\"created_at\":\"2026-05-08T12:00:00Z\"}}");
  }

  private void fail(String body, Outage outage, CompletableFuture<Object> result) {
    if (outage.refusesConnections()) {
      time.schedule(
          delay(),
          () ->
              result.complete(ExchangeException.ofNetwork(false, new ConnectException("refused"))));
    } else {
      if (random.nextBoolean()) { // the server behind the gateway may work
        var unused = orders.computeIfAbsent(body, each -> "ord_" + orders.size());
      }
      respond(result, 503, "<html>down</html>");
    }
  }

  private void respond(CompletableFuture<Object> result, int status, String body) {
    RawResponse response = new RawResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    time.schedule(delay(), () -> result.complete(response));
  }

  private Duration delay() {
    return Duration.ofMillis(10 + random.nextInt(90));
  }

  private long now() {
    return time.nanos() - start;
  }

  private Outage outage() {
    for (Outage each : outages) {
      if (each.from() <= now() && now() < each.to()) {
        return each;
      }
    }
    return null;
  }

  Map<String, String> orders() {
    return orders;
  }

  /** Returns the fraction of the lost responses that were not requested again. */
  double unrepeated() {
    return lost == 0 ? 0 : (double) unrepeated.size() / lost;
  }

  /** Returns the number of requests that arrived although all callers had to wait. */
  long arrivalsInPauses() {
    return arrivalsInPauses;
  }

  int busiestWindow() {
    return busiestWindow;
  }

  long arrivals() {
    return arrivals;
  }

  /** Returns the throughput while connections were accepted. */
  double arrivalsPerMinute() {
    long refusing =
        outages.stream()
            .filter(outage -> outage.refusesConnections() && outage.to() <= lastArrival)
            .mapToLong(outage -> outage.to() - outage.from())
            .sum();
    return arrivals * 60e9 / (lastArrival - refusing);
  }

  long rejectedForLimit() {
    return rejectedForLimit;
  }

  /** Returns the number of requests during outages for each first attempt. */
  double outageLoad() {
    return outageFirstAttempts == 0 ? 1 : (double) outageArrivals / outageFirstAttempts;
  }
}
