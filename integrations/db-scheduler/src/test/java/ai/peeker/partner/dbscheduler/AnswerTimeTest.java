package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The response to Peeker does not wait for handlers. */
@Timeout(120)
class AnswerTimeTest {
  private static final int WARM_UP = 100;
  private static final int DELIVERIES = Integer.getInteger("inbox.answers", 200);
  private static final int THREADS = 4;
  private static final Duration LOOSE = Duration.ofMillis(500); // 50 ms on a machine of its own

  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch handling = new CountDownLatch(THREADS);
  private final CountDownLatch handled = new CountDownLatch(WARM_UP + DELIVERIES);
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void response_whileAllHandlersAreHeld_isSentAtOnce() throws Exception {
    InboxDatabase database = InboxDatabase.postgres();
    DataSource pool = database.pool();
    WebhookInbox inbox = WebhookInbox.builder(handler(pool)).build();
    Scheduler scheduler =
        Scheduler.create(pool, inbox.task())
            .threads(THREADS)
            .pollingInterval(Duration.ofMillis(100))
            .enableImmediateExecution()
            .build();
    HttpServer server = server(inbox, scheduler);
    scheduler.start();
    try {
      for (int i = 0; i < WARM_UP; i++) {
        nanosOf(server, i);
      }
      assertThat(handling.await(30, TimeUnit.SECONDS)).isTrue();
      List<Long> times = new ArrayList<>();
      for (int i = WARM_UP; i < WARM_UP + DELIVERIES; i++) {
        times.add(nanosOf(server, i));
      }
      assertThat(handled.getCount()).isEqualTo(WARM_UP + DELIVERIES);
      Collections.sort(times);
      long median = times.get(DELIVERIES / 2);
      System.out.printf(
          "response while %d handlers are held: median %.1f ms, p95 %.1f ms, longest %.1f ms%n",
          THREADS,
          median / 1e6,
          times.get(DELIVERIES * 95 / 100) / 1e6,
          times.get(DELIVERIES - 1) / 1e6);
      assertThat(Duration.ofNanos(median)).isLessThan(LOOSE);

      release.countDown();

      assertThat(handled.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      release.countDown();
      scheduler.stop();
      server.stop(0);
    }
  }

  private WebhookHandler handler(DataSource pool) {
    return WebhookHandler.builder(InboxFixture.verifier())
        .store(JdbcEventStore.of(pool))
        .fallback(
            (event, context) -> {
              handling.countDown();
              release.await();
              handled.countDown();
            })
        .build();
  }

  private static HttpServer server(WebhookInbox inbox, Scheduler scheduler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> InboxMachine.respond(exchange, inbox, scheduler));
    server.start();
    return server;
  }

  private long nanosOf(HttpServer server, int number) throws IOException, InterruptedException {
    SignedEvent event = SignedEvent.of("evt_" + number, "order.completed", "ord_" + number);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    event.headers().forEach((name, values) -> request.header(name, values.get(0)));
    request.POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
    long start = System.nanoTime();
    int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
    long end = System.nanoTime();
    assertThat(status).isEqualTo(200);
    return end - start;
  }
}
