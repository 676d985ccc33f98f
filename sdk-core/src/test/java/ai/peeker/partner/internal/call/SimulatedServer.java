package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.Cancellable;
import java.io.IOException;
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
import okhttp3.Request;
import okio.Buffer;

/**
 * A server in virtual time, behind a network that delays: it enforces 600 requests in any 60
 * seconds, treats equal bodies as one order, and follows a script of outages and lost answers that
 * the seed decides.
 */
final class SimulatedServer implements HttpSender {
  private static final long WINDOW = Duration.ofSeconds(60).toNanos();
  private static final int LIMIT = 600;
  private static final int STRANGE_MINUTES = 40;
  private static final long ON_THE_WAY = Duration.ofMillis(210).toNanos(); // back and there

  private final VirtualTime time;
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
  private long refusedForLimit;
  private long outageArrivals;
  private long outageFirstAttempts;

  private record Outage(long from, long to, boolean refusesConnections) {}

  /**
   * A server.
   *
   * @param strangers how many requests a minute come with the same key from another machine
   */
  SimulatedServer(VirtualTime time, long seed, int strangers) {
    this.time = time;
    this.random = new Random(seed * 31 + 7);
    long at = Duration.ofSeconds(90).toNanos();
    for (int i = 0; i < 3; i++) {
      at += Duration.ofSeconds(30 + random.nextInt(180)).toNanos();
      long length = Duration.ofSeconds(20 + random.nextInt(100)).toNanos();
      outages.add(new Outage(at, at + length, random.nextBoolean()));
      at += length;
    }
    for (int i = 0; i < strangers * STRANGE_MINUTES; i++) {
      time.schedule(Duration.ofMinutes(1).dividedBy(strangers).multipliedBy(i), this::stranger);
    }
  }

  private void stranger() {
    if (recent.size() < LIMIT) {
      recent.add(time.nanos());
    }
  }

  @Override
  public Cancellable send(Request request, Duration timeout, Receiver receiver) {
    Duration there = Duration.ofMillis(10 + random.nextInt(90));
    time.schedule(there, () -> arrive(request, receiver));
    return () -> {};
  }

  private void arrive(Request request, Receiver receiver) {
    Outage outage = outage();
    String body = body(request);
    count(body, outage);
    unrepeated.remove(body);
    if (quietFrom < time.nanos() && time.nanos() < quietUntil) {
      arrivalsInPauses++;
    }
    if (outage != null) {
      fail(body, outage, receiver);
    } else if (recent.size() > LIMIT) {
      refusedForLimit++;
      long wait = Math.max(1, (recent.peek() + WINDOW - time.nanos()) / 1_000_000_000L + 1);
      quietFrom =
          time.nanos() + ON_THE_WAY; // until the news is there, and what left before is here
      quietUntil = Math.max(quietUntil, time.nanos() + wait * 1_000_000_000L);
      answer(
          receiver,
          429,
          "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"details\":{\"retry_after_seconds\":"
              + wait
              + "}}}");
    } else {
      place(body, receiver);
    }
  }

  private void count(String body, Outage outage) {
    arrivals++;
    lastArrival = time.nanos();
    recent.add(time.nanos());
    while (recent.peek() < time.nanos() - WINDOW) {
      recent.remove();
    }
    busiestWindow = Math.max(busiestWindow, recent.size());
    int before = arrivalsByBody.merge(body, 1, Integer::sum) - 1;
    if (outage != null) {
      outageArrivals++;
      outageFirstAttempts += before == 0 ? 1 : 0;
    }
  }

  private void place(String body, Receiver receiver) {
    String id = orders.computeIfAbsent(body, unused -> "ord_" + orders.size());
    if (random.nextInt(100) == 0) { // the order stands, its answer is lost
      lost++;
      unrepeated.add(body);
      time.schedule(
          back(), () -> receiver.failed(new ExchangeException(true, new IOException("reset"))));
      return;
    }
    answer(
        receiver,
        200,
        "{\"data\":{\"id\":\""
            + id
            + "\",\"user_id\":null,\"email\":null,\"status\":\"in_progress\",\"domain_count\":1,"
            + "\"costs\":{\"total_cents\":1,\"currency\":\"usd\"},\"renews_at\":null,\"created_at\":\"2026-05-08T12:00:00Z\"}}");
  }

  private void fail(String body, Outage outage, Receiver receiver) {
    if (outage.refusesConnections()) {
      time.schedule(
          back(),
          () -> receiver.failed(new ExchangeException(false, new ConnectException("refused"))));
    } else {
      if (random.nextBoolean()) { // what is behind the gateway may work
        var unused = orders.computeIfAbsent(body, each -> "ord_" + orders.size());
      }
      answer(receiver, 503, "<html>down</html>");
    }
  }

  private void answer(Receiver receiver, int status, String body) {
    RawResponse answer = new RawResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    time.schedule(back(), () -> receiver.answered(answer));
  }

  private Duration back() {
    return Duration.ofMillis(10 + random.nextInt(90));
  }

  private Outage outage() {
    for (Outage each : outages) {
      if (each.from() <= time.nanos() && time.nanos() < each.to()) {
        return each;
      }
    }
    return null;
  }

  private static String body(Request request) {
    try {
      Buffer buffer = new Buffer();
      request.body().writeTo(buffer);
      return buffer.readUtf8();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Map<String, String> orders() {
    return orders;
  }

  /** The part of the lost answers that nobody asked for again. */
  double unrepeated() {
    return lost == 0 ? 0 : (double) unrepeated.size() / lost;
  }

  /** How many requests came although everybody had been told to wait. */
  long arrivalsInPauses() {
    return arrivalsInPauses;
  }

  int busiestWindow() {
    return busiestWindow;
  }

  long arrivals() {
    return arrivals;
  }

  double arrivalsPerMinute() {
    return arrivals * 60e9 / lastArrival;
  }

  long refusedForLimit() {
    return refusedForLimit;
  }

  /** How many requests came during outages for each call that came for the first time. */
  double outageLoad() {
    return outageFirstAttempts == 0 ? 1 : (double) outageArrivals / outageFirstAttempts;
  }
}
