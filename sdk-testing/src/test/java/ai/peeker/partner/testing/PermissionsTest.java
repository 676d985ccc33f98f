package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.PermissionPreset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker =
        LocalPeeker.builder()
            .apiKey("pk_test_limited", PermissionPreset.LIMITED)
            .apiKey("pk_test_read", PermissionPreset.READ)
            .start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "read"})
  void me_ofAnotherKey_showsItsPreset(String preset) throws Exception {
    TestResponse response = client.send("GET", "/me", "", "Bearer pk_test_" + preset);

    assertThat(response.data().at("/api_key/permission_preset").asText()).isEqualTo(preset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "read"})
  void order_withoutPermission_isForbiddenBeforeItIsValidated(String preset) throws Exception {
    TestResponse response = client.send("POST", "/orders", "{}", "Bearer pk_test_" + preset);

    assertThat(response.errorSummary()).isEqualTo("403 forbidden");
    assertThat(peeker.orders().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"limited, /orders", "read, /orders", "read, /bundles/bun_123"})
  void read_ofEachPreset_isAllowed(String preset, String path) throws Exception {
    assertThat(client.send("GET", path, "", "Bearer pk_test_" + preset).status()).isEqualTo(200);
  }

  @Test
  void order_ofTheFirstKey_isAllowed() throws Exception {
    assertThat(client.order(Fixtures.bundleOrder()).status()).isEqualTo(200);
  }
}
