package ai.peeker.partner.examples.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.examples.WebhookReceiver;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Senders that take long to send, or never do, to the receiver on the JDK's HTTP server. */
@Timeout(60)
class SlowSenderTest {
  private WebhookReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver =
        new WebhookReceiver(Handlers.of(MemoryEventStore.create(), new EffectsInMemory()), 0);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void delivery_besideSlowSenders_isHandled() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        Socket socket = new Socket(receiver.url().getHost(), receiver.url().getPort());
        slow.add(socket);
        String head = "POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
        socket
            .getOutputStream()
            .write(head.substring(0, i % 2 == 0 ? 20 : head.length()).getBytes(US_ASCII));
      }
      long started = System.nanoTime();
      HttpRequest delivery =
          Webhooks.request(receiver.url(), "evt_1", Webhooks.orderCompleted("evt_1", "ord_1"))
              .build();
      assertThat(Webhooks.send(delivery).statusCode()).isEqualTo(200);
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
    try (Socket socket = new Socket(receiver.url().getHost(), receiver.url().getPort())) {
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
}
