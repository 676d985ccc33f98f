package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  private LocalPeeker peeker;
  private Caller caller;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().apiKey("pk_test_known").start();
    caller = new Caller(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer pk_test_unknown",
        "bearer pk_test_known",
        "Basic pk_test_known",
        "Bearer  pk_test_known",
        "Bearer pk_test_known2",
        "Bearer",
        "pk_test_known"
      })
  void me_otherThanBearerAndTheKey_isUnauthorized(String authorization) throws Exception {
    assertThat(caller.send("GET", "/me", "", authorization).refusal())
        .isEqualTo("401 unauthorized");
  }

  @Test
  void me_withoutAuthorization_isUnauthorized() throws Exception {
    assertThat(caller.send("GET", "/me", "").refusal()).isEqualTo("401 unauthorized");
  }

  @Test
  void me_withTwoAuthorizations_isUnauthorized() throws Exception {
    Answer answer = caller.send("GET", "/me", "", "Bearer pk_test_known", "Bearer pk_test_known");

    assertThat(answer.refusal()).isEqualTo("401 unauthorized");
  }

  @Test
  void order_withUnknownKey_isNotAccepted() throws Exception {
    String body = Bodies.bundleOrder().toString();

    assertThat(caller.send("POST", "/orders", body, "Bearer pk_test_unknown").refusal())
        .isEqualTo("401 unauthorized");
    assertThat(peeker.orders()).isEmpty();
  }

  @Test
  void unauthorized_message_doesNotRepeatTheKey() throws Exception {
    Answer answer = caller.send("GET", "/me", "", "Bearer pk_test_unknown");

    assertThat(answer.text()).doesNotContain("pk_test_");
  }

  @Test
  void unknownPath_withoutKey_isUnauthorizedFirst() throws Exception {
    assertThat(caller.send("GET", "/nowhere", "").refusal()).isEqualTo("401 unauthorized");
  }
}
