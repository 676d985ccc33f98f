package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedServerTest {
  private static final String ORDER = Contract.example("createOrder request bundle_order").json();
  private static final String RECEIPT =
      Contract.example("createOrder response 200 new_order").json();

  private final CheckedServer server = CheckedServer.start();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    try {
      server.close();
    } catch (AssertionError e) {
      assertThat(server.problems())
          .as("the tests here look at the problems themselves")
          .isNotEmpty();
    }
  }

  @Test
  void request_inTheContract_getsItsAnswer() throws Exception {
    server.answer(200, Map.of("Peeker-Request-Id", "req_1"), RECEIPT);

    HttpResponse<String> answer = post("/orders", ORDER);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Peeker-Request-Id")).contains("req_1");
    assertThat(answer.body()).isEqualTo(RECEIPT);
    assertThatCode(server::close).doesNotThrowAnyException();
  }

  @Test
  void requests_afterARequest_tellWhatWasSent() throws Exception {
    server.answer(200, RECEIPT);

    post("/orders", ORDER);

    SentRequest sent = server.requests().get(0);
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/orders");
    assertThat(sent.header("CONTENT-TYPE")).isEqualTo("application/json");
    assertThat(sent.text()).isEqualTo(ORDER);
  }

  @Test
  void answers_enqueued_comeInTheirOrder() throws Exception {
    String busy = Contract.example("response RateLimited rate_limited").json();
    server.answer(429, busy).answer(200, RECEIPT);

    assertThat(post("/orders", ORDER).statusCode()).isEqualTo(429);
    assertThat(post("/orders", ORDER).statusCode()).isEqualTo(200);
  }

  @Test
  void response_computed_seesTheRequest() throws Exception {
    server.answer(
        request -> CheckedServer.json(200, Map.of("X-Sent", "" + request.body().size()), RECEIPT));

    assertThat(post("/orders", ORDER).headers().firstValue("X-Sent")).contains("" + ORDER.length());
  }

  @Test
  void answerAlways_afterTheEnqueued_goesOn() throws Exception {
    server
        .answer(429, Contract.example("response RateLimited rate_limited").json())
        .answerAlways(request -> CheckedServer.json(200, Map.of(), RECEIPT));

    assertThat(
            List.of(
                post("/orders", ORDER).statusCode(),
                post("/orders", ORDER).statusCode(),
                post("/orders", ORDER).statusCode()))
        .containsExactly(429, 200, 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nothing | {}",
        "/orders | {}",
        "/orders | []",
        "/orders | {\"user\":",
        "/orders/ord_1/cancel | {\"domain\":[\"a.com\"]}",
        "/orders/ord_1/cancel | {\"domains\":[\"a.com\"],\"domains\":[\"a.com\"]}",
        "/orders/ord_1/cancel | {\"domains\":[\"a.com\"]} {}",
        "/swaps/user_names/x | {}",
      })
  void request_notInTheContract_isAnsweredWith599AndFailsTheTest(String path, String body)
      throws Exception {
    server.answer(200, RECEIPT);

    assertThat(post(path, body).statusCode()).isEqualTo(CheckedServer.BREACH);

    assertThatThrownBy(server::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("POST /partner/v1" + path);
  }

  @Test
  void request_misspelledProperty_isNamed() throws Exception {
    server.answer(200, RECEIPT);

    post("/orders", ORDER.replace("\"first_name\"", "\"firstName\""));

    assertThat(server.problems()).singleElement().asString().contains("firstName", "first_name");
  }

  @Test
  void request_misspelledQueryParameter_isNamed() throws Exception {
    server.answer(200, Contract.example("listOrders response 200 last_page").json());

    get("/orders?userid=usr_1");

    assertThat(server.problems()).singleElement().asString().contains("no query parameter userid");
  }

  @Test
  void request_withoutARequiredQueryParameter_isRejected() throws Exception {
    server.answer(200, Contract.example("response DomainImport in_progress").json());

    get("/domains/import");

    assertThat(server.problems()).singleElement().asString().contains("query parameter domains");
  }

  @Test
  void request_bodyOfAnotherType_isRejected() throws Exception {
    server.answer(200, RECEIPT);

    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/orders"));
    send(request.POST(HttpRequest.BodyPublishers.ofString(ORDER)));

    assertThat(server.problems()).singleElement().asString().contains("type null");
  }

  @Test
  void request_outsideTheBasePath_isRejected() throws Exception {
    server.answer(200, RECEIPT);

    send(HttpRequest.newBuilder(server.baseUrl().resolve("/orders")).GET());

    assertThat(server.problems()).singleElement().asString().contains("not below /partner/v1");
  }

  @Test
  void request_withoutAResponse_isRejected() throws Exception {
    assertThat(post("/orders", ORDER).statusCode()).isEqualTo(CheckedServer.BREACH);
    assertThat(server.problems()).singleElement().asString().contains("no response was prepared");
  }

  @Test
  void response_notInTheContract_isRejected() throws Exception {
    server.answer(200, RECEIPT.replace("domain_count", "domains_count"));

    assertThat(post("/orders", ORDER).statusCode()).isEqualTo(CheckedServer.BREACH);
    assertThat(server.problems()).singleElement().asString().contains("the response to POST");
  }

  @Test
  void response_statusNotInTheContract_isRejected() throws Exception {
    server.answer(418, "{}");

    post("/orders", ORDER);

    assertThat(server.problems()).singleElement().asString().contains("the status 418");
  }

  @Test
  void answerUnchecked_notInTheContract_isSent() throws Exception {
    server.answerUnchecked(502, "<html>");

    HttpResponse<String> answer = post("/orders", ORDER);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).isEqualTo("<html>");
    assertThatCode(server::close).doesNotThrowAnyException();
  }

  @Test
  void disconnect_nextRequest_arrivesAndIsNotAnswered() {
    server.disconnect();

    assertThatThrownBy(() -> post("/orders", ORDER)).isInstanceOf(IOException.class);

    assertThat(server.requests()).extracting(SentRequest::text).contains(ORDER);
    assertThat(server.problems()).isEmpty();
  }

  @Test
  void response_cutAtTheStart_doesNotLetTheRequestIn() {
    server.answer(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());

    assertThatThrownBy(() -> post("/orders", ORDER)).isInstanceOf(IOException.class);

    assertThat(server.problems()).isEmpty();
  }

  @Test
  void close_twice_failsOnce() throws Exception {
    get("/nothing");

    assertThatThrownBy(server::close).isInstanceOf(AssertionError.class);
    assertThatCode(server::close).doesNotThrowAnyException();
  }

  private URI uri(String path) {
    return URI.create(server.baseUrl() + path);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
