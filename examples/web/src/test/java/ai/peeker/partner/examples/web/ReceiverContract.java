package ai.peeker.partner.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of every receiver, which is started and called over HTTP. */
@Timeout(60)
abstract class ReceiverContract {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String number = Integer.toString(NUMBERS.incrementAndGet());
  protected final String id = "evt_" + number;
  protected final String order = "ord_" + number;
  private final byte[] body = Webhooks.orderCompleted(id, order);
  private LogOf log;

  /** Returns the URL of the receiver. */
  abstract URI url();

  abstract Effects effects();

  /** Returns the class that logs. */
  abstract Class<?> receiver();

  @BeforeEach
  void listen() {
    log = new LogOf(receiver());
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private HttpRequest.Builder signed() {
    return Webhooks.request(url(), id, body);
  }

  protected final void assertStatus(int status, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = Webhooks.send(request.build());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEmpty();
  }

  // ---- once

  @Test
  void webhook_verified_isHandled() throws Exception {
    assertStatus(200, signed());
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void webhook_deliveredAgain_hasNoSecondEffect() throws Exception {
    assertStatus(200, signed());
    assertStatus(200, signed());
    assertStatus(200, signed());

    assertThat(effects().count(order)).isEqualTo(1);
    assertThat(log.messages())
        .satisfiesExactly(
            first -> assertThat(first).contains("HANDLED, 200", id),
            second -> assertThat(second).contains("DUPLICATE, 200", id),
            third -> assertThat(third).contains("DUPLICATE, 200", id));
  }

  @Test
  void webhook_deliveredConcurrently_hasOneEffect() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    List<Integer> statuses = new ArrayList<>();
    try {
      Callable<Integer> sender = () -> Webhooks.send(signed().build()).statusCode();
      List<Callable<Integer>> all = IntStream.range(0, 24).mapToObj(i -> sender).toList();
      for (Future<Integer> status : senders.invokeAll(all)) {
        statuses.add(status.get());
      }
    } finally {
      senders.shutdown();
    }

    assertThat(statuses).hasSize(24).contains(200).isSubsetOf(200, 503);
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void webhook_whoseHandlerFails_isHandledWhenDeliveredAgain() throws Exception {
    effects().failNext(new IOException("disk full"));
    assertStatus(500, signed());
    assertThat(effects().count(order)).isZero();

    assertStatus(200, signed());
    assertStatus(200, signed());
    assertThat(effects().count(order)).isEqualTo(1);
  }

  // ---- raw bytes

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=ISO-8859-1",
        "application/x-www-form-urlencoded",
        "text/plain; charset=US-ASCII",
        "application/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "nonsense"
      })
  void body_thatParsersWouldChange_arrivesUnchanged(String contentType) throws Exception {
    String text = new String(body, StandardCharsets.UTF_8);
    byte[] odd =
        ("\r\n"
                + text.replaceFirst(
                    "\\{", "{ \"b\" : 1.0,\t\"a\":\"Zo\u00eb \\u00e9 50%2A+x=c&d=\",")
                + "\n ")
            .getBytes(StandardCharsets.UTF_8);

    assertStatus(200, Webhooks.request(url(), id, odd).setHeader("Content-Type", contentType));
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void body_withoutContentLength_isHandled() throws Exception {
    assertStatus(200, signed().POST(Webhooks.chunked(body)));
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void body_tamperedWith_isRejected() throws Exception {
    byte[] forged = Webhooks.orderCompleted(id, order.replace("ord_", "ord-"));
    assertStatus(400, signed().POST(BodyPublishers.ofByteArray(forged)));

    assertThat(log.messages()).singleElement().asString().contains("WRONG_SIGNATURE");
    assertThat(effects().count(order)).isZero();
    assertThat(effects().count(order.replace("ord_", "ord-"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "application/x-www-form-urlencoded",
        "application/json; charset=nonsense",
        "/"
      })
  void body_notSignedOfAnyContentType_isRejected(String contentType) throws Exception {
    HttpRequest.Builder unsigned =
        HttpRequest.newBuilder(url())
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString("--x\r\n%zz&="));

    assertThat(Webhooks.send(unsigned.build()).statusCode()).isEqualTo(400);
  }

  @Test
  void body_empty_isRejected() throws Exception {
    assertStatus(400, signed().POST(BodyPublishers.noBody()));
  }

  // ---- size

  @Test
  void body_ofMaxBodyBytes_isHandled() throws Exception {
    assertStatus(200, Webhooks.request(url(), id, padded(Handlers.MAX_BODY_BYTES)));
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void body_oneByteTooLarge_isRejected() throws Exception {
    assertStatus(413, Webhooks.request(url(), id, padded(Handlers.MAX_BODY_BYTES + 1)));
    assertThat(effects().count(order)).isZero();
  }

  @Test
  void body_tooLargeWithoutContentLength_isRejected() throws Exception {
    byte[] large = padded(Handlers.MAX_BODY_BYTES + 1000);
    assertStatus(413, Webhooks.request(url(), id, large).POST(Webhooks.chunked(large)));
    assertThat(log.messages()).singleElement().asString().contains("BODY_TOO_LARGE");
    assertThat(effects().count(order)).isZero();
  }

  private byte[] padded(int length) {
    byte[] padded = Arrays.copyOf(body, length);
    Arrays.fill(padded, body.length, length, (byte) ' ');
    return padded;
  }

  // ---- headers

  @ParameterizedTest
  @ValueSource(strings = {"Peeker-Event-Id", "Peeker-Timestamp", "Peeker-Signature"})
  void header_missing_isRejected(String missing) throws Exception {
    HttpRequest without =
        HttpRequest.newBuilder(signed().build(), (name, value) -> !name.equalsIgnoreCase(missing))
            .build();

    assertThat(Webhooks.send(without).statusCode()).isEqualTo(400);
    assertThat(log.messages()).singleElement().asString().contains(", MISSING_");
    assertThat(effects().count(order)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Peeker-Event-Id", "Peeker-Timestamp"})
  void header_repeated_isRejected(String twice) throws Exception {
    String value = signed().build().headers().firstValue(twice).orElseThrow();

    assertStatus(400, signed().header(twice, value));
    assertStatus(400, signed().header(twice, "another"));
    assertThat(effects().count(order)).isZero();
  }

  /** During a rotation of the secret. */
  @Test
  void signatures_oneOfThemRight_areVerified() throws Exception {
    String right = Webhooks.signature(id, body);
    String other = "v1=" + "0".repeat(64);

    assertStatus(200, signed().setHeader("Peeker-Signature", other + "," + right));
    assertStatus(200, signed().header("Peeker-Signature", other));
    assertStatus(
        200, signed().setHeader("Peeker-Signature", other).header("Peeker-Signature", right));
    assertStatus(400, signed().setHeader("Peeker-Signature", other + "," + other));
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void headers_inAnyCase_areFound() throws Exception {
    HttpRequest.Builder lower =
        HttpRequest.newBuilder(url()).POST(BodyPublishers.ofByteArray(body));
    signed()
        .build()
        .headers()
        .map()
        .forEach((name, values) -> lower.header(name.toUpperCase(Locale.ROOT), values.get(0)));

    assertStatus(200, lower);
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void headers_addedByProxies_areIgnored() throws Exception {
    assertStatus(
        200,
        signed()
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Forwarded-For", "198.51.100.1")
            .header("X-Forwarded-Proto", "https")
            .header("X-HTTP-Method-Override", "DELETE")
            .header("Forwarded", "for=203.0.113.7;proto=https"));
  }

  // ---- methods

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void method_otherThanPost_isNotAllowed(String method) throws Exception {
    boolean withBody = method.startsWith("P");
    HttpRequest request =
        signed()
            .method(method, withBody ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = Webhooks.send(request);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().allValues("Allow")).containsExactly("POST");
    assertThat(effects().count(order)).isZero();
  }

  // ---- log

  @Test
  void log_ofEachDelivery_isALineWithoutSecrets() throws Exception {
    effects().failNext(new IOException("canary of the handler\nand its second line"));
    assertStatus(500, signed());
    assertStatus(400, signed().setHeader("Peeker-Event-Id", "evt_canary-unverified"));
    assertStatus(200, signed());

    assertThat(log.messages())
        .satisfiesExactly(
            failed -> assertThat(failed).contains("FAILED, 500", id, "java.io.IOException"),
            refused -> assertThat(refused).contains("UNVERIFIED, 400, WRONG_SIGNATURE"),
            handled -> assertThat(handled).contains("HANDLED, 200", id))
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContain("canary", "\n", Webhooks.signature(id, body).substring(3)));
    assertThat(log.stackTraces()).isEmpty();
  }

  // ---- with LocalPeeker

  @Test
  void orderPlaced_itsWebhook_isAccepted() throws Exception {
    try (LocalPeeker peeker =
            LocalPeeker.builder()
                .clock(Clock.fixed(Webhooks.SIGNED_AT, ZoneOffset.UTC))
                .webhook(url(), Webhooks.SECRET)
                .start();
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      client.orders().create(bundleOrder());
      Delivery delivery = peeker.awaitDelivery(Duration.ofSeconds(15));

      assertThat(delivery.type()).isEqualTo("order.in_progress");
      assertThat(delivery.status()).as(delivery.toString()).hasValue(200);
    }
  }

  private static BundleOrder bundleOrder() {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
        .domains(IntStream.range(0, 10).mapToObj(i -> "acme-" + i + ".com").toList())
        .persona("Sam", "Lee")
        .build();
  }
}
