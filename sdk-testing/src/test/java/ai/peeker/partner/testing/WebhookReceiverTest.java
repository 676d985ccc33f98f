package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that no HTTP library offers. */
@Timeout(60)
class WebhookReceiverTest {
  private final LocalPeeker peeker = LocalPeeker.start();
  private ServerSocket receiver;

  /** What a receiver does with a connection whose request it has read. */
  private interface Behavior {
    void respond(Socket connection) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    peeker.close();
    receiver.close();
  }

  @Test
  void receiver_thatHangs_failsAfterTheTimeout() throws Exception {
    receive(connection -> connection.getInputStream().read()); // until LocalPeeker closes it
    peeker.webhooks().responseTimeout(Duration.ofMillis(200));

    assertThat(failure()).isEqualTo("no response within PT0.2S");
  }

  @Test
  void receiver_thatSendsHeadersForever_failsAfterTheTimeout() throws Exception {
    receive(
        connection -> {
          write(connection, "HTTP/1.1 200 OK\r\n");
          connection.getInputStream().read();
        });
    peeker.webhooks().responseTimeout(Duration.ofMillis(200));

    assertThat(failure()).isEqualTo("no response within PT0.2S");
  }

  @Test
  void receiver_thatResets_failsAndIsRetried() throws Exception {
    receive(connection -> connection.setSoLinger(true, 0)); // closing it sends a reset
    assertThat(failure()).containsIgnoringCase("reset");

    receive(connection -> write(connection, "HTTP/1.1 204 No Content\r\n\r\n"));
    peeker.clock().advance(Duration.ofMinutes(5));

    assertThat(peeker.webhooks().deliveries()).extracting(Delivery::accepted).contains(true);
  }

  @Test
  void receiver_thatCloses_fails() throws Exception {
    receive(connection -> {});

    assertThat(failure()).isEqualTo("the connection was closed without a response");
  }

  @Test
  void receiver_thatCutsTheHeaders_fails() throws Exception {
    receive(connection -> write(connection, "HTTP/1.1 200 OK\r\nContent-"));

    assertThat(failure()).isEqualTo("the connection was closed within the headers of the response");
  }

  @Test
  void receiver_thatSendsGarbage_fails() throws Exception {
    receive(connection -> write(connection, "SSH-2.0-OpenSSH_9.6\r\n"));

    assertThat(failure()).startsWith("the response is not HTTP/1.1: \"SSH-2.0-OpenSSH_9.6");
  }

  @Test
  void receiver_thatContinuesFirst_isAccepted() throws Exception {
    receive(
        connection ->
            write(connection, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n"));

    assertThat(delivery().status()).hasValue(202);
  }

  @Test
  void close_whileAReceiverHangs_doesNotWaitForIt() throws Exception {
    receive(
        connection -> {
          peeker.close();
          connection.getInputStream().read();
        });

    peeker.webhooks().send("order.failed");
    peeker.clock().advance(Duration.ZERO);

    assertThat(peeker.webhooks().deliveries()).noneMatch(Delivery::accepted);
  }

  @Test
  void responseTimeout_zero_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.webhooks().responseTimeout(Duration.ZERO))
        .withMessageContaining("timeout must be more than 0");
  }

  private String failure() throws Exception {
    return delivery().failure().orElseThrow();
  }

  private Delivery delivery() throws Exception {
    peeker.webhooks().send("order.failed");
    return peeker.webhooks().awaitDelivery(Duration.ofSeconds(20));
  }

  private void receive(Behavior behavior) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket connection = receiver.accept()) {
                readRequest(connection);
                behavior.respond(connection);
              } catch (IOException e) {
                return; // the test has ended
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void readRequest(Socket connection) throws IOException {
    StringBuilder request = new StringBuilder();
    while (!request.toString().endsWith("}}")) {
      request.append((char) connection.getInputStream().read());
    }
  }

  private static void write(Socket connection, String response) throws IOException {
    connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
  }
}
