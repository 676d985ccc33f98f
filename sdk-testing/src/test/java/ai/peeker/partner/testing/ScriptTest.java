package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private LocalPeeker peeker;
  private Caller caller;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.start();
    caller = new Caller(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void rateLimit_ofTwo_isOverAtTheThirdRequest() throws Exception {
    peeker.rateLimitNext(2, Duration.ofSeconds(12));

    assertThat(caller.get("/me").refusal()).isEqualTo("429 rate_limited");
    assertThat(caller.order(Bodies.bundleOrder()).refusal()).isEqualTo("429 rate_limited");
    assertThat(peeker.orders()).isEmpty();
    assertThat(caller.get("/me").status()).isEqualTo(200);
  }

  @Test
  void scenes_ofSeveralKinds_playInTheOrderSet() throws Exception {
    peeker.failNext(503);
    peeker.rateLimitNext(1, Duration.ZERO);
    peeker.answerNextWith(502, "text/html", "<h1>Bad gateway</h1>");

    assertThat(caller.get("/me").refusal()).isEqualTo("503 internal_error");
    assertThat(caller.get("/me").refusal()).isEqualTo("429 rate_limited");
    Answer proxyPage = caller.get("/me");
    assertThat(proxyPage.status()).isEqualTo(502);
    assertThat(proxyPage.text()).isEqualTo("<h1>Bad gateway</h1>");
    assertThat(proxyPage.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(proxyPage.headers().firstValue("Peeker-Request-Id")).isPresent();
    assertThat(caller.get("/me").status()).isEqualTo(200);
  }

  @Test
  void scene_forARequestWithoutKey_isPlayedAllTheSame() throws Exception {
    peeker.failNext(500);

    assertThat(caller.send("GET", "/me", "").refusal()).isEqualTo("500 internal_error");
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
  void failNext_eachStatus_hasTheCodeThatFits(int status, String code) throws Exception {
    peeker.failNext(status);

    assertThat(caller.get("/me").refusal()).isEqualTo(status + " " + code);
  }

  @Test
  void lostAnswer_toAnOrder_leavesTheOrderPlacedAndReplayable() throws Exception {
    peeker.loseNextAnswer();

    assertThatIOException().isThrownBy(() -> caller.order(Bodies.bundleOrder()));
    assertThat(peeker.orders()).hasSize(1);
    assertThat(caller.order(Bodies.bundleOrder()).data().path("id").asText())
        .isEqualTo(peeker.orders().get(0).id());
    assertThat(peeker.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 399, 600})
  void failNext_noFailureStatus_isRefused(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.failNext(status))
        .withMessageContaining("Status " + status)
        .withMessageContaining("from 400 to 599");
  }

  @Test
  void answerNextWith_informationalStatus_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.answerNextWith(100, "text/plain", ""))
        .withMessageContaining("Status 100");
  }

  @Test
  void rateLimitNext_noRequest_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.rateLimitNext(0, Duration.ZERO))
        .withMessageContaining("0 requests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0.5S"})
  void rateLimitNext_waitTheApiCannotTell_isRefused(String wait) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.rateLimitNext(1, Duration.parse(wait)))
        .withMessageContaining("whole seconds");
  }
}
