package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().apiKey("pk_test_known").start();
    client = new TestClient(peeker);
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
    assertThat(client.send("GET", "/me", "", authorization).errorSummary())
        .isEqualTo("401 unauthorized");
  }

  @Test
  void me_withoutAuthorization_isUnauthorized() throws Exception {
    assertThat(client.send("GET", "/me", "").errorSummary()).isEqualTo("401 unauthorized");
  }

  @Test
  void me_withTwoAuthorizations_isUnauthorized() throws Exception {
    TestResponse response =
        client.send("GET", "/me", "", "Bearer pk_test_known", "Bearer pk_test_known");

    assertThat(response.errorSummary()).isEqualTo("401 unauthorized");
  }

  @Test
  void order_withUnknownKey_isNotAccepted() throws Exception {
    String body = Fixtures.bundleOrder().toString();

    assertThat(client.send("POST", "/orders", body, "Bearer pk_test_unknown").errorSummary())
        .isEqualTo("401 unauthorized");
    assertThat(peeker.orders().all()).isEmpty();
  }

  @Test
  void unauthorized_message_doesNotRepeatTheKey() throws Exception {
    TestResponse response = client.send("GET", "/me", "", "Bearer pk_test_unknown");

    assertThat(response.body()).doesNotContain("pk_test_");
  }

  @Test
  void unknownPath_withoutKey_isUnauthorizedFirst() throws Exception {
    assertThat(client.send("GET", "/nowhere", "").errorSummary()).isEqualTo("401 unauthorized");
  }
}
