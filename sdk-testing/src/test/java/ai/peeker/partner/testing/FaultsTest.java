package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
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
  void rateLimit_ofTwo_endsAtTheThirdRequest() throws Exception {
    peeker.faults().next(2).rateLimit(Duration.ofSeconds(12));

    assertThat(client.get("/me").errorSummary()).isEqualTo("429 rate_limited");
    assertThat(client.order(Fixtures.bundleOrder()).errorSummary()).isEqualTo("429 rate_limited");
    assertThat(peeker.orders().all()).isEmpty();
    assertThat(client.get("/me").status()).isEqualTo(200);
  }

  @Test
  void scriptedResponses_ofSeveralKinds_areFifo() throws Exception {
    peeker.faults().next(1).fail(503);
    peeker.faults().next(1).rateLimit(Duration.ZERO);
    peeker.faults().next(1).respond(502, "text/html", "<h1>Bad gateway</h1>");

    assertThat(client.get("/me").errorSummary()).isEqualTo("503 internal_error");
    assertThat(client.get("/me").errorSummary()).isEqualTo("429 rate_limited");
    TestResponse errorPage = client.get("/me");
    assertThat(errorPage.status()).isEqualTo(502);
    assertThat(errorPage.body()).isEqualTo("<h1>Bad gateway</h1>");
    assertThat(errorPage.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(errorPage.headers().firstValue("Peeker-Request-Id")).isPresent();
    assertThat(client.get("/me").status()).isEqualTo(200);
  }

  @Test
  void scriptedResponse_requestWithoutKey_isUsed() throws Exception {
    peeker.faults().next(1).fail(500);

    assertThat(client.send("GET", "/me", "").errorSummary()).isEqualTo("500 internal_error");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request",
    "401, unauthorized",
    "403, forbidden",
    "404, not_found",
    "409, invalid_request",
    "429, rate_limited",
    "500, internal_error",
    "599, internal_error"
  })
  void fail_eachStatus_hasItsCode(int status, String code) throws Exception {
    peeker.faults().next(1).fail(status);

    assertThat(client.get("/me").errorSummary()).isEqualTo(status + " " + code);
  }

  @Test
  void droppedResponse_toAnOrder_leavesTheOrderPlaced() throws Exception {
    peeker.faults().next(1).dropResponse();

    assertThatIOException().isThrownBy(() -> client.order(Fixtures.bundleOrder()));
    assertThat(peeker.orders().all()).hasSize(1);
    assertThat(client.order(Fixtures.bundleOrder()).data().path("id").asText())
        .isEqualTo(peeker.orders().all().get(0).id());
    assertThat(peeker.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 399, 600})
  void fail_otherStatus_isRejected(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().next(1).fail(status))
        .withMessageContaining("status is out of range: " + status)
        .withMessageContaining("expected 400 to 599");
  }

  @Test
  void respond_informationalStatus_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().next(1).respond(100, "text/plain", ""))
        .withMessageContaining("status is out of range: 100 (expected 200 to 599)");
  }

  @Test
  void rateLimit_noRequest_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().next(0).rateLimit(Duration.ZERO))
        .withMessageContaining("requests is out of range: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0.5S"})
  void rateLimit_notWholeSeconds_isRejected(String retryAfter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().next(1).rateLimit(Duration.parse(retryAfter)))
        .withMessageContaining("whole seconds");
  }

  @Test
  void faultOnAnOperation_otherRequests_areNotAffected() throws Exception {
    peeker.faults().on("GET", "/orders/{id}").next(1).fail(503);

    assertThat(client.get("/me").status()).isEqualTo(200);
    assertThat(client.get("/orders/ord_1").errorSummary()).isEqualTo("503 internal_error");
    assertThat(client.get("/orders/ord_1").errorSummary()).isEqualTo("404 not_found");
  }

  @Test
  void faultOnAnOperation_thatTheApiLacks_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().on("GET", "/order/{id}"))
        .withMessageContaining("The API has no operation GET /order/{id}");
  }

  @Test
  void faultByCondition_matchesTheRequest() throws Exception {
    peeker.faults().when(request -> request.body().contains("bun_123")).always().fail(500);

    assertThat(client.get("/me").status()).isEqualTo(200);
    assertThat(client.order(Fixtures.bundleOrder()).status()).isEqualTo(500);
    assertThat(client.order(Fixtures.bundleOrder()).status()).isEqualTo(500);
  }

  @Test
  void reset_ofFaults_removesAll() throws Exception {
    peeker.faults().on("GET", "/me").always().fail(500);
    peeker.faults().random(1, 1);

    peeker.faults().reset();

    assertThat(client.get("/me").status()).isEqualTo(200);
  }

  @Test
  void garbage_isNotJson() throws Exception {
    peeker.faults().next(1).garbage();

    assertThat(client.get("/me").body()).startsWith("{\"data\":{\"id\":").doesNotEndWith("}");
  }

  @Test
  void failWithoutBody_hasNone() throws Exception {
    peeker.faults().next(1).failWithoutBody(503);

    TestResponse response = client.get("/me");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void rateLimit_withoutADelay_hasNoDetails() throws Exception {
    peeker.faults().next(1).rateLimit();

    assertThat(client.get("/me").error().has("details")).isFalse();
  }

  @Test
  void rateLimit_byHeader_hasNoBody() throws Exception {
    peeker.faults().next(1).rateLimitByHeader(Duration.ofSeconds(7));

    TestResponse response = client.get("/me");

    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void importCapacity_hasItsReason() throws Exception {
    peeker.faults().next(1).importCapacity();

    assertThat(client.get("/me").error().at("/details/reason").asText())
        .isEqualTo("cloudflare_account_capacity");
  }

  @Test
  void randomFaults_ofOneSeed_areTheSameAgain() {
    peeker.faults().random(42, 0.5);
    List<String> first = outcomes();
    peeker.faults().random(42, 0.5);

    assertThat(outcomes()).isEqualTo(first);
    assertThat(first).contains("200").anyMatch(outcome -> !outcome.equals("200"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void randomFaults_withARateOutOfRange_areRejected(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.faults().random(1, rate))
        .withMessageContaining("rate is out of range: " + rate);
  }

  private List<String> outcomes() {
    List<String> outcomes = new ArrayList<>();
    for (int call = 0; call < 20; call++) {
      try {
        TestResponse response = client.get("/bundles/bun_123");
        outcomes.add(response.status() + (response.body().endsWith("}") ? "" : " no JSON"));
      } catch (IOException | InterruptedException e) {
        outcomes.add("no response");
      }
    }
    return outcomes;
  }
}
