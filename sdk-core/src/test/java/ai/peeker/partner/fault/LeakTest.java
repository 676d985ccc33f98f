package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls that fail and are sent again leave nothing behind. {@code -Dleak.calls=10000} for the long
 * form.
 */
@Timeout(300)
class LeakTest {
  private static final int CALLS = Integer.getInteger("leak.calls", 1_000);
  private static final int WARM_UP = 200;
  private static final long BEFORE_IDLE_THREADS_END = TimeUnit.SECONDS.toNanos(4); // after 5 s
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final byte[] NONE = {};

  private final AtomicInteger requests = new AtomicInteger();
  private final FaultServer server = FaultServer.start(this::alternate);
  private final Set<Thread> before = threads();
  private final Balance balance = new Balance();
  private final CountedPermits permits = new CountedPermits();
  private final ConnectionPool pool = new ConnectionPool(5, 5, TimeUnit.MINUTES);
  private final OkHttpClient own =
      new OkHttpClient.Builder()
          .connectionPool(pool)
          .dispatcher(new Dispatcher(Executors.newCachedThreadPool(LeakTest::daemon)))
          .eventListener(balance)
          .build();

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "caller's dispatcher");
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void close() {
    pool.evictAll();
    server.close();
  }

  /** One fault after the other, and now and then what was asked for. */
  private void alternate(Exchange exchange) throws IOException {
    exchange.take();
    String answer = RetryClass.answerTo(exchange);
    switch (requests.getAndIncrement() % 8) {
      case 0 -> exchange.answer(429, "Retry-After: 0\r\n", NONE);
      case 1 -> exchange.answer(500, "{\"error\":{\"code\":\"internal_error\"}}");
      case 2 -> exchange.hangUp();
      case 3 -> exchange.answer(200, "garbage");
      case 4 -> exchange.answerHalf(answer);
      case 5 -> exchange.reset();
      case 6 -> exchange.answer(502, "Retry-After: 0\r\n", new byte[100_000]);
      default -> exchange.answer(200, answer);
    }
  }

  private PeekerClient.Builder builder() {
    return PeekerClient.builder()
        .apiKey("pk_test_9f3a")
        .baseUrl(server.baseUrl())
        .rateLimiter(permits)
        .retryPolicy(
            RetryPolicy.defaults()
                .withBackoff(Duration.ZERO, Duration.ofMillis(1))
                .withDefaultRetryAfter(Duration.ZERO)
                .withJitter(Duration.ZERO));
  }

  @Test
  void calls_thatFailAndAreSentAgain_leaveNothingOpen() throws Exception {
    Crowd crowd;
    try (PeekerClient client = builder().httpClient(own).build()) {
      new Crowd(client).call(WARM_UP);
      Set<Thread> warm = threads();
      crowd = new Crowd(client);
      crowd.call(CALLS);

      assertThat(threads()).as("threads").hasSizeLessThanOrEqualTo(warm.size() + Crowd.CALLERS);
      assertThat(news()).allMatch(Thread::isDaemon, "is a daemon");
    }
    theClientsThreadsEnd();

    assertThat(crowd.succeeded() + crowd.failed() + crowd.cancelled()).isEqualTo(CALLS);
    assertThat(crowd.failed()).as("failed").isGreaterThan(CALLS / 10);
    assertThat(balance.started()).as("exchanges").isGreaterThan(CALLS + CALLS / 4);
    assertThat(balance.openCalls()).as("calls not ended").isEmpty();
    assertThat(balance.openBodies()).as("bodies not read to the end").isEmpty();
    assertThat(balance.heldConnections()).as("connections not given back").isEmpty();
    assertThat(pool.connectionCount() - pool.idleConnectionCount()).as("in use").isZero();
    assertThat(pool.idleConnectionCount()).as("idle").isLessThanOrEqualTo(5);
    assertThat(permits.finished()).as("permits given back").isEqualTo(permits.granted());
    assertThat(permits.finishedTwice()).as("permits given back twice").isZero();
  }

  @Test
  void close_ofAClientWithACallersHttpClient_endsItsThreadsAndLeavesThatUsable() throws Exception {
    try (PeekerClient client = builder().httpClient(own).build()) {
      new Crowd(client).call(WARM_UP);
    }
    theClientsThreadsEnd();
    requests.set(7); // the turn of a good answer

    Request request = new Request.Builder().url(server.baseUrl() + "/me").build();
    try (Response response = own.newCall(request).execute()) {
      assertThat(response.body().string()).isEqualTo(RetryClass.ALWAYS.answer());
    }
  }

  @Test
  void close_ofAClientWithItsOwnConnections_closesThem() throws Exception {
    try (PeekerClient client = builder().build()) {
      new Crowd(client).call(WARM_UP);
    }
    theClientsThreadsEnd();

    assertThat(server.awaitNoConnection(PATIENCE_MILLIS)).isTrue();
  }

  /**
   * The threads of the client end, not only for want of work, and nothing is under way in those of
   * the caller. OkHttp renames a thread of a dispatcher after the host while a call runs there.
   */
  private void theClientsThreadsEnd() throws InterruptedException {
    long end = System.nanoTime() + BEFORE_IDLE_THREADS_END;
    List<Thread> busy = busy();
    while (!busy.isEmpty() && System.nanoTime() < end) {
      busy.get(0).join(5); // a caller's thread takes its name back, and lives on
      busy = busy();
    }
    assertThat(busy).as("threads of the client or of its calls").isEmpty();
    assertThat(own.dispatcher().runningCallsCount()).as("running calls").isZero();
    assertThat(own.dispatcher().queuedCallsCount()).as("queued calls").isZero();
  }

  private List<Thread> busy() {
    return news().stream().filter(LeakTest::isOfTheClient).toList();
  }

  private static boolean isOfTheClient(Thread thread) {
    String name = thread.getName();
    return thread.isAlive() && (name.startsWith("peeker-http") || name.contains("127.0.0.1"));
  }

  private Set<Thread> news() {
    Set<Thread> news = threads();
    news.removeAll(before);
    return news;
  }

  /** All threads but the server's. */
  private static Set<Thread> threads() {
    List<Thread> clients =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().equals(FaultServer.THREADS))
            .toList();
    return new LinkedHashSet<>(clients);
  }
}
