package ai.peeker.partner.examples.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.examples.WebhookReceiver;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver on the JDK's HTTP server. */
class WebhookReceiverTest extends ReceiverContract {
  private final Effects effects = new EffectsInMemory();
  private WebhookReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new WebhookReceiver(Handlers.of(MemoryEventStore.create(), effects), 0);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** More than the 16 threads that a receiver might have. */
  private static final int DELIVERIES = 20;

  @Test
  void deliveries_atOnce_areHandledSideBySide() throws Exception {
    CyclicBarrier together = new CyclicBarrier(DELIVERIES);
    try (WebhookReceiver waiting =
        new WebhookReceiver(
            Handlers.of(MemoryEventStore.create(), (event, context) -> together.await(20, SECONDS)),
            0)) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          IntStream.range(0, DELIVERIES)
              .mapToObj(i -> Webhooks.sendAsync(delivery(waiting.url(), id + "_" + i)))
              .toList();

      assertThat(responses).allSatisfy(each -> assertThat(each.get().statusCode()).isEqualTo(200));
    }
  }

  @Test
  void delivery_besideSlowSenders_isHandled() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        Socket socket = new Socket(url().getHost(), url().getPort());
        slow.add(socket);
        String head = "POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
        socket
            .getOutputStream()
            .write(head.substring(0, i % 2 == 0 ? 20 : head.length()).getBytes(US_ASCII));
      }
      long started = System.nanoTime();
      assertStatus(200, Webhooks.request(url(), id, Webhooks.orderCompleted(id, order)));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** It takes 14 seconds: the limit is not a setting of the example. */
  @Test
  void sender_thatNeverSendsItsBody_isCutOffInTime() throws Exception {
    try (Socket socket = new Socket(url().getHost(), url().getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"
                  .getBytes(US_ASCII));

      long started = System.nanoTime();
      assertThat(socket.getInputStream().read()).as("the end of the connection").isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static HttpRequest delivery(URI url, String event) {
    return Webhooks.request(url, event, Webhooks.orderCompleted(event, "ord_" + event)).build();
  }

  @Override
  URI url() {
    return receiver.url();
  }

  @Override
  Effects effects() {
    return effects;
  }

  @Override
  Class<?> receiver() {
    return WebhookReceiver.class;
  }
}
