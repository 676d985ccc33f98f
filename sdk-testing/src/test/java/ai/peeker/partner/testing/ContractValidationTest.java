package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractValidationTest {
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
  void wholeNumber_spelledWithADecimalPoint_isAnInteger() throws Exception {
    ObjectNode order = Fixtures.customOrder();
    order.put("google_licenses", new BigDecimal("20.0"));

    assertThat(client.order(order).status()).isEqualTo(200);
  }

  @Test
  void order_withSeveralProblems_isRejectedForOneOfThem() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    order.putArray("domains").addObject().put("domain", 7);

    TestResponse response = client.order(order);

    assertThat(response.errorSummary()).isEqualTo("400 invalid_request domains[0].domain");
    assertThat(response.error().path("message").asText())
        .isEqualTo("domains[0].domain must be string");
  }

  @Test
  void missingProperty_isNamedWithItsPath() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    Fixtures.persona(order).remove("last_name");

    TestResponse response = client.order(order);

    assertThat(response.error().path("field").asText()).isEqualTo("personas[0].last_name");
    assertThat(response.error().path("message").asText())
        .isEqualTo("personas[0].last_name is required");
  }

  @Test
  void password_ofAnotherType_isNotInTheResponse() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    Fixtures.sequencer(order).putArray("login_password").add("MARKER");

    TestResponse response = client.order(order);

    assertThat(response.errorSummary()).isEqualTo("400 invalid_request sequencer.login_password");
    assertThat(response.body()).doesNotContain("MARKER");
  }

  @Test
  void order_withoutABody_isInvalid() throws Exception {
    assertThat(client.order("").errorSummary()).isEqualTo("400 invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "/orders?status=unknown, status",
    "/orders?per_page=0, per_page",
    "/orders?per_page=101, per_page",
    "/orders?per_page=1.5, per_page",
    "/bundles?status=gone, status",
  })
  void queryParameter_otherThanDocumented_isNamed(String path, String parameter) throws Exception {
    assertThat(client.get(path).errorSummary()).isEqualTo("400 invalid_request " + parameter);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/orders, \"client_id\":366903, \"client_id\":1e400, sequencer.client_id",
        "/orders, \"provider\":\"smartlead\", \"provider\":-1e400, sequencer.provider",
        "/orders, \"Sam\", \"\\ud800\", personas[0].first_name",
      })
  void value_thatCannotBeSentBack_isInvalid(String path, String part, String other, String field)
      throws Exception {
    String body = Fixtures.bundleOrder().toString().replace(part, other);

    assertThat(client.post(path, body).errorSummary()).isEqualTo("400 invalid_request " + field);
  }

  @Test
  void bundle_namedByHalfACharacter_isInvalidAndNotKept() throws Exception {
    String body = "{\"name\": \"\\ud800\", \"monthly_sending_volume\": 1000}";

    assertThat(client.post("/bundles", body).errorSummary()).isEqualTo("400 invalid_request name");
    assertThat(client.get("/bundles").data()).hasSize(1);
  }
}
