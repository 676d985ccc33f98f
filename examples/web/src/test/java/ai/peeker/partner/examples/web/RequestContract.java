package ai.peeker.partner.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of every receiver about its requests, byte by byte and header by header. */
@Timeout(60)
abstract class RequestContract {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String number = Integer.toString(NUMBERS.incrementAndGet());
  protected final String id = "evt_" + number;
  protected final String order = "ord_" + number;
  protected final byte[] body = Webhooks.orderCompleted(id, order);
  protected LogOf log;

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

  protected final HttpRequest.Builder signed() {
    return Webhooks.request(url(), id, body);
  }

  protected final void assertStatus(int status, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = Webhooks.send(request.build());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEmpty();
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
}
