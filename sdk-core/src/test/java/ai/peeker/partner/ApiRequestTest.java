package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.model.OrderDetails;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to paths of which this version knows nothing. */
class ApiRequestTest {
  private final MockWebServer server = new MockWebServer();
  private final HandTime time = new HandTime();
  private PeekerClient client;

  @BeforeEach
  void start() throws IOException {
    server.start();
    client =
        PeekerClient.builder()
            .apiKey(Clients.KEY)
            .baseUrl("http://127.0.0.1:" + server.getPort() + "/partner/v1")
            .time(time)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void answer(int status, String json) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .addHeader("Peeker-Request-Id", "req_1")
            .body(json)
            .build());
  }

  private RecordedRequest sent() throws InterruptedException {
    return server.takeRequest();
  }

  @Test
  void request_toAnUnknownPath_hasKeyParametersAndBody() throws Exception {
    answer(200, "{\"data\":{\"text\":\"hello\",\"cents\":1.50}}");

    ApiResponse<Object> response =
        client
            .request("POST", "/orders/{id}/notes")
            .path("id", "ord/1 ä")
            .query("notify", true)
            .query("tag", List.of("a+b", "c&d"))
            .header("X-Trace", "t-1")
            .body(Map.of("text", "hello"))
            .send();

    RecordedRequest sent = sent();
    assertThat(sent.getRequestLine())
        .isEqualTo(
            "POST /partner/v1/orders/ord%2F1%20%C3%A4/notes?notify=true&tag=a%2Bb&tag=c%26d"
                + " HTTP/1.1");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + Clients.KEY);
    assertThat(sent.getHeaders().get("X-Trace")).isEqualTo("t-1");
    assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(sent.getBody().utf8()).isEqualTo("{\"text\":\"hello\"}");
    assertThat(response.body())
        .isEqualTo(
            Map.of("data", Map.of("text", "hello", "cents", new java.math.BigDecimal("1.50"))));
    assertThat(response.requestId()).isEqualTo("req_1");
  }

  @Test
  void response_asAType_isReadByItsReader() {
    answer(200, "{\"data\":{\"id\":\"ord_1\",\"status\":\"completed\"}}");

    OrderDetails order =
        client
            .request("GET", "/v2/orders/{id}")
            .path("id", "ord_1")
            .send(in -> in.member("data", OrderDetails::read))
            .body();

    assertThat(order.id()).isEqualTo("ord_1");
  }

  @Test
  void response_withoutABody_isNull() {
    server.enqueue(new MockResponse.Builder().code(204).build());

    assertThat(client.request("DELETE", "/notes/1").send().body()).isNull();
  }

  @Test
  void asynchronousRequests_giveTheSame() {
    answer(200, "[1]");
    answer(200, "\"text\"");

    assertThat((List<?>) client.request("GET", "/a").sendAsync().join().body()).hasSize(1);
    assertThat(client.request("GET", "/a").sendAsync(in -> in.any()).join().body())
        .isEqualTo("text");
  }

  @Test
  void error_isTheExceptionOfItsCode() {
    answer(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such note\"}}");

    assertThatThrownBy(() -> client.request("GET", "/notes/1").send())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("No such note");
  }

  @Test
  void get_isRetried() {
    answer(500, "{}");
    answer(200, "{}");

    assertThat(client.request("GET", "/a").send().attempts()).hasSize(2);
    assertThat(time.sleeps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void otherMethod_isNotRetriedOnceItMayHaveActed_unlessTheCallerSaysSo(String method) {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    answer(200, "{}");

    assertThatThrownBy(() -> client.request(method, "/a").send())
        .isInstanceOf(ConnectionException.class);
    assertThat(client.request(method, "/a", RetrySafety.ALWAYS).send().attempts()).hasSize(2);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "orders",
        "https://evil.example/orders",
        "//evil.example/orders",
        "/orders/../me",
        "/orders/..",
        "/./me",
        "/orders//1",
        "/orders?x=1",
        "/orders#x",
        "/%2e%2e/me",
        "/a\\..\\b",
        "/a\r\nX: y",
        "/orders/"
      })
  void path_thatLeavesTheBaseUrl_isRejected(String path) {
    assertThatThrownBy(() -> client.request("GET", path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", " ", ""})
  void pathParameter_thatChangesThePath_isRejected(String value) {
    assertThatThrownBy(() -> client.request("GET", "/orders/{id}").path("id", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id must not be");
  }

  @Test
  void pathParameter_thatIsMissingOrUnknown_isRejected() {
    assertThatThrownBy(() -> client.request("GET", "/orders/{id}").send())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: the path parameter id is missing. Set it with path(name, value).");
    assertThatThrownBy(() -> client.request("GET", "/orders/{id}").path("orderId", "ord_1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The path /orders/{id} has no parameter {orderId}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "authorization",
        "Proxy-Authorization",
        "Cookie",
        "Host",
        "Content-Length",
        "Content-Type",
        "Transfer-Encoding",
        "Accept-Encoding",
        "Connection",
        "User-Agent"
      })
  void headerThatTheClientSets_isRejected(String name) {
    assertThatThrownBy(() -> client.request("GET", "/a").header(name, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The header " + name + " is set by the client and must not be set by a caller");
    assertThatThrownBy(() -> client.withOptions(options -> options.header(name, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headerThatCouldSmuggle_isRejected() {
    for (List<String> header :
        List.of(
            List.of("X-A", "b\r\nAuthorization: x"),
            List.of("X-A\r\nB", "c"),
            List.of("X A", "b"),
            List.of("", "b"),
            List.of("X-A", "ä"))) {
      assertThatThrownBy(() -> client.request("GET", "/a").header(header.get(0), header.get(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void apiKeyInAnyPart_isRejectedWithoutQuotingIt() {
    String key = "pk_live_0123456789";
    for (Runnable request :
        Arrays.<Runnable>asList(
            () -> client.request("GET", "/a/" + key),
            () -> client.request("GET", "/a/{b}").path("b", key),
            () -> client.request("GET", "/a").query("b", key),
            () -> client.request("GET", "/a").header("X-Key", key),
            () -> client.withOptions(options -> options.query("key", key)))) {
      assertThatThrownBy(request::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("looks like it contains an API key")
          .hasMessageNotContaining(key);
    }
  }

  @Test
  void methodOrBodyThatDoesNotFit_isRejected() {
    assertThatThrownBy(() -> client.request("get", "/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("method is out of range: get (expected GET, POST, PUT, PATCH or DELETE)");
    assertThatThrownBy(() -> client.request("GET", "/a").body(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A GET request must not have a body");
    assertThatThrownBy(() -> client.request("POST", "/a").body(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.request("POST", "/a", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retrySafety must not be null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null"})
  void domains_emptyOrNull_areNotSentAsAll(String domains) {
    Map<String, Object> body = new HashMap<>();
    body.put("domains", domains.equals("null") ? null : List.of());

    assertThatThrownBy(() -> client.request("POST", "/orders/{id}/cancel").body(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which the API may take for all");
  }

  @ParameterizedTest
  @NullSource
  void body_null_isRejected(Object none) {
    assertThatThrownBy(() -> client.request("POST", "/orders/{id}/cancel").body(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("body must not be null");
  }
}
