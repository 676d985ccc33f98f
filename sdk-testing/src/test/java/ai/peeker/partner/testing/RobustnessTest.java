package ai.peeker.partner.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that a test's own mistakes and extreme values are reported and do not hang anything. */
class RobustnessTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void conditionOfAFault_thatThrows_isRespondedToAndReported() throws Exception {
    peeker
        .faults()
        .when(
            request -> {
              throw new IllegalStateException("a mistake of the test");
            })
        .next(1)
        .fail(500);

    assertThat(client.get("/me").errorSummary()).isEqualTo("500 internal_error");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(peeker::verifyConformance)
        .withMessageContaining("GET /partner/v1/me: java.lang.IllegalStateException")
        .withMessageContaining(RobustnessTest.class.getName());
  }

  @Test
  void outage_besideAnotherOne_doesNotEndIt() throws Exception {
    Faults.Outage first = peeker.faults().refuseConnections();
    Faults.Outage second = peeker.faults().refuseConnections();

    first.close();
    first.close();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> client.get("/me"));
    second.close();

    assertThat(client.get("/me").status()).isEqualTo(200);
  }

  @Test
  void order_thatNeverCompletes_isPlaced() throws Exception {
    try (LocalPeeker slow = LocalPeeker.builder().orderDuration(FOREVER).start()) {
      assertThat(new TestClient(slow).order(Fixtures.customOrder()).status()).isEqualTo(200);
    }
  }

  @Test
  void event_delayedForEver_isNotSent() throws Exception {
    peeker.webhooks().next(1).delay(FOREVER);

    assertThat(client.order(Fixtures.customOrder()).status()).isEqualTo(200);
    assertThat(peeker.webhooks().deliveries()).isEmpty();
  }

  @Test
  void delivery_awaitedForEver_isReturned() throws Exception {
    peeker.webhooks().responseTimeout(FOREVER);
    try (EventReceiver receiver = EventReceiver.of(peeker)) {
      client.order(Fixtures.customOrder());

      assertThat(peeker.webhooks().awaitDelivery(FOREVER).accepted()).isTrue();
      assertThat(receiver.next().path("type").asText()).isEqualTo("order.in_progress");
    }
  }

  @Test
  void webhookUrl_withAnImpossiblePort_isRejected() {
    URI url = URI.create("http://127.0.0.1:99999/webhooks");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.webhooks().sendTo(url))
        .withMessageContaining("http://127.0.0.1:99999/webhooks");
  }

  @Test
  void advance_beyondAllDates_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.clock().advance(FOREVER))
        .withMessageContaining("by is out of range");
  }

  @Test
  void reset_afterClose_isRejected() {
    peeker.close();

    assertThatIllegalStateException().isThrownBy(peeker::reset).withMessageContaining("closed");
  }

  @Test
  void head_onAConnectionUsedAgain_doesNotDisturbTheNextCall() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peeker.baseUrl().getPort())) {
      String headers = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + peeker.apiKey();
      String head = "HEAD /partner/v1/me" + headers + "\r\n\r\n";
      socket.getOutputStream().write((head + head.replace("HEAD", "GET")).getBytes(UTF_8));

      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 405 ");
      assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String readHead(InputStream in) throws Exception {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  @Test
  void domain_orderedWithSpaces_isThatDomain() throws Exception {
    String order = client.order(Scene.googleBody(" acme-one.com ")).data().path("id").asText();

    TestResponse cancellation =
        client.post("/orders/" + order + "/cancel", "{\"domains\": [\"acme-one.com\"]}");

    assertThat(cancellation.status()).isEqualTo(200);
    assertThat(peeker.orders().get(order).domains()).containsExactly("acme-one.com");
  }

  @Test
  void events_ofAnotherInstanceOrAfterAReset_haveOtherIds() throws Exception {
    try (LocalPeeker other = LocalPeeker.start()) {
      String first = peeker.webhooks().send("order.completed");
      peeker.reset();

      assertThat(
              Set.of(
                  first,
                  peeker.webhooks().send("order.completed"),
                  other.webhooks().send("order.completed")))
          .hasSize(3);
    }
  }

  @Test
  void records_inRealTime_haveOtherIdsThanThoseOfTheLastStart() throws Exception {
    try (LocalPeeker one = LocalPeeker.builder().realTime().start();
        LocalPeeker other = LocalPeeker.builder().realTime().start()) {
      assertThat(new TestClient(one).order(Fixtures.customOrder()).data().path("id"))
          .isNotEqualTo(new TestClient(other).order(Fixtures.customOrder()).data().path("id"));
    }
  }
}
