package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final MockWebServer receiver = new MockWebServer();
  private LocalPeeker peeker;
  private TestClient client;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    receiver.start();
    url = URI.create("http://127.0.0.1:" + receiver.getPort() + "/webhooks?from=peeker");
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).webhookSecret("local-secret").start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
    receiver.close();
  }

  @Test
  void newOrder_withUrlSet_isAnnouncedSigned() throws Exception {
    receiver.enqueue(withStatus(200));
    peeker.webhooks().sendTo(url);

    client.order(Fixtures.bundleOrder());

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    assertThat(event.getRequestLine()).isEqualTo("POST /webhooks?from=peeker HTTP/1.1");
    assertThat(event.getHeaders().get("Content-Type")).isEqualTo("application/json");
    String id = event.getHeaders().get("Peeker-Event-Id");
    assertThat(id).matches("evt_01TESTPEEKER[0-9A-Z]{12}");
    assertThat(event.getHeaders().get("Peeker-Timestamp")).isEqualTo("1778241600");
    String body =
        "{\"id\":\""
            + id
            + "\",\"type\":\"order.in_progress\","
            + "\"created_at\":\"2026-05-08T12:00:00Z\","
            + "\"data\":{\"id\":\"ord_01TESTPEEKER000000000001\",\"status\":\"in_progress\"}}";
    assertThat(event.getBody().utf8()).isEqualTo(body);
    assertThat(event.getHeaders().get("Peeker-Signature"))
        .isEqualTo("v1=" + hmac("local-secret", "1778241600." + id + "." + body));
  }

  /** Computes what {@code openssl dgst -sha256 -hmac} prints. */
  private static String hmac(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void delivery_responded_isRecordedWithItsStatus() throws Exception {
    receiver.enqueue(withStatus(204));
    peeker.webhooks().sendTo(url);
    client.order(Fixtures.bundleOrder());

    Delivery delivery = peeker.webhooks().awaitDelivery(TIMEOUT);

    assertThat(delivery.status()).hasValue(204);
    assertThat(delivery.accepted()).isTrue();
    assertThat(delivery.url()).hasValue(url);
    assertThat(delivery.attempt()).isEqualTo(1);
    assertThat(delivery.time()).isEqualTo(StartClock.START);
    assertThat(delivery.type()).isEqualTo("order.in_progress");
    assertThat(delivery.recordId()).isEqualTo(peeker.orders().all().get(0).id());
    assertThat(delivery.header("peeker-timestamp")).hasValue("1778241600");
    assertThat(delivery.failure()).isEmpty();
    assertThat(peeker.webhooks().deliveries()).containsExactly(delivery);
    assertThat(receiver.takeRequest().getHeaders().get("Peeker-Signature"))
        .isEqualTo(delivery.header("Peeker-Signature").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 500})
  void delivery_otherThan2xx_isNotAcceptedNorRetriedWhileTimeStandsStill(int status)
      throws Exception {
    receiver.enqueue(withStatus(status));
    peeker.webhooks().sendTo(url);
    client.order(Fixtures.bundleOrder());

    Delivery delivery = peeker.webhooks().awaitDelivery(TIMEOUT);

    assertThat(delivery.status()).hasValue(status);
    assertThat(delivery.accepted()).isFalse();
    assertThat(receiver.getRequestCount()).isEqualTo(1);
  }

  @Test
  void delivery_connectionRefused_isRecordedAsFailed() throws Exception {
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + freePort()));
    client.order(Fixtures.bundleOrder());

    Delivery delivery = peeker.webhooks().awaitDelivery(TIMEOUT);

    assertThat(delivery.status()).isEmpty();
    assertThat(delivery.failure()).isPresent();
    assertThat(delivery.accepted()).isFalse();
  }

  @Test
  void sameBody_sentAgain_isNotAnnouncedAgain() throws Exception {
    receiver.enqueue(withStatus(200));
    receiver.enqueue(withStatus(200));
    peeker.webhooks().sendTo(url);
    peeker.addBundle("bun_one", 1);
    client.order(Fixtures.bundleOrder());
    client.order(Fixtures.bundleOrder());
    client.order(Fixtures.bundleOrder("next.com").put("bundle_id", "bun_one"));

    peeker.webhooks().awaitDelivery(TIMEOUT);
    Delivery second = peeker.webhooks().awaitDelivery(TIMEOUT);

    // Events are sent in order: an event of the repeat would be the second delivery.
    assertThat(second.body()).contains(peeker.orders().all().get(1).id());
    assertThat(peeker.webhooks().deliveries()).hasSize(2);
  }

  @Test
  void rejectedOrder_isNotAnnounced() throws Exception {
    receiver.enqueue(withStatus(200));
    peeker.webhooks().sendTo(url);
    client.order(Fixtures.bundleOrder("one.com"));
    client.order(Fixtures.bundleOrder());

    assertThat(peeker.webhooks().awaitDelivery(TIMEOUT).body())
        .contains(peeker.orders().all().get(0).id());
    assertThat(peeker.webhooks().deliveries()).hasSize(1);
  }

  @Test
  void order_beforeAUrlIsSet_isInTheLogAsNotSent() throws Exception {
    client.order(Fixtures.bundleOrder());

    assertThatIllegalStateException()
        .isThrownBy(() -> peeker.webhooks().awaitDelivery(Duration.ZERO))
        .withMessageContaining("no webhook URL is set");
    Delivery notSent = peeker.webhooks().deliveries().get(0);
    assertThat(notSent.attempt()).isZero();
    assertThat(notSent.url()).isEmpty();
    assertThat(notSent.accepted()).isFalse();
    assertThat(notSent.failure().orElseThrow()).contains("no webhook URL is set");
    assertThat(notSent.body()).contains("order.in_progress", peeker.orders().all().get(0).id());
  }

  @Test
  void builder_withUrlAndSecret_announcesFromTheStart() throws Exception {
    receiver.enqueue(withStatus(200));
    try (LocalPeeker other = LocalPeeker.builder().webhook(url, "other-secret").start()) {
      new TestClient(other).order(Fixtures.bundleOrder());

      assertThat(other.webhooks().awaitDelivery(TIMEOUT).accepted()).isTrue();
      assertThat(other.webhooks().secret()).isEqualTo("other-secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/hooks",
        "http://LOCALHOST:8080",
        "http://127.0.0.1:1",
        "http://127.255.0.9/",
        "http://[::1]:8080/",
        "http://[0:0:0:0:0:0:0:1]:8080/"
      })
  void sendTo_loopback_isAccepted(String loopback) {
    peeker.webhooks().sendTo(URI.create(loopback));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/hooks",
        "https://127.0.0.1/hooks",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "http://127.0.0.256/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "http:///hooks",
        "/hooks",
        "mailto:hooks@localhost"
      })
  void sendTo_elsewhere_isRejected(String elsewhere) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.webhooks().sendTo(URI.create(elsewhere)))
        .withMessageContaining(elsewhere)
        .withMessageContaining("must be an http URL of this machine");
  }

  @Test
  void awaitDelivery_nothingSent_namesTheTarget() {
    peeker.webhooks().sendTo(url);

    assertThatIllegalStateException()
        .isThrownBy(() -> peeker.webhooks().awaitDelivery(Duration.ZERO))
        .withMessageContaining(url.toString())
        .withMessageContaining("Deliveries: 0");
  }

  @Test
  void awaitDelivery_ofOtherEvents_saysWhatWasDelivered() throws Exception {
    receiver.enqueue(withStatus(200));
    peeker.webhooks().sendTo(url);
    client.order(Fixtures.bundleOrder());
    peeker.clock().advance(Duration.ZERO);

    String order = peeker.orders().all().get(0).id();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                peeker
                    .webhooks()
                    .awaitDelivery(EventFilter.type("order.failed").record(order), Duration.ZERO))
        .withMessageContaining("(order.failed about " + order + ")")
        .withMessageContaining("order.in_progress about " + order + " (attempt 1: status 200)");
  }

  @Test
  void awaitDelivery_filtered_leavesOtherDeliveriesForLater() throws Exception {
    receiver.enqueue(withStatus(200));
    receiver.enqueue(withStatus(200));
    peeker.webhooks().sendTo(url);
    peeker.webhooks().send("order.failed");
    peeker.webhooks().send("swap.created");

    Delivery swap = peeker.webhooks().awaitDelivery(EventFilter.type("swap.created"), TIMEOUT);

    assertThat(swap.type()).isEqualTo("swap.created");
    assertThat(peeker.webhooks().awaitDelivery(TIMEOUT).type()).isEqualTo("order.failed");
  }

  private static MockResponse withStatus(int status) {
    return new MockResponse.Builder().code(status).build();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
