package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the validation of order bodies with single changes to the contract's examples. */
class OrderBodyReaderTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void example_ofTheOrderPage_isAccepted(String example) throws Exception {
    assertThat(client.order(Fixtures.orderPage(example)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "not json", "[]", "\"text\"", "null", "{} {}", "{\"user\":1,\"user\":2}"})
  void body_notOneJsonObject_isInvalid(String body) throws Exception {
    assertThat(client.order(body).errorSummary()).isEqualTo("400 invalid_request");
  }

  @Test
  void body_notJson_isNotInTheMessage() throws Exception {
    assertThat(client.order("{\"login_password\": MARKER}").body()).doesNotContain("MARKER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "google_licenses",
        "microsoft_licenses",
        "google_inboxes_per_domain",
        "microsoft_inboxes_per_domain"
      })
  void bundleOrder_withAPlanField_isAShapeConflict(String field) throws Exception {
    TestResponse response = client.order(Fixtures.bundleOrder().put(field, 2));

    assertThat(response.errorSummary()).isEqualTo("400 order_shape_conflict");
    assertThat(response.error().path("message").asText())
        .isEqualTo(
            "bundle_id may not be combined with google_licenses, microsoft_licenses,"
                + " google_inboxes_per_domain, or microsoft_inboxes_per_domain");
  }

  @Test
  void bodyWithBothShapes_andFieldsMissing_isAShapeConflictFirst() throws Exception {
    assertThat(client.order("{\"bundle_id\":null,\"google_licenses\":null}").errorSummary())
        .isEqualTo("400 order_shape_conflict");
  }

  static Stream<Arguments> wrongBundleOrders() {
    return Stream.of(
        wrong("user", order -> order.remove("user")),
        wrong("user", order -> order.put("user", " ")),
        wrong("user", order -> order.put("user", 7)),
        wrong("user", order -> order.putNull("user")),
        wrong("user", order -> order.put("user", "neither id nor e-mail")),
        wrong("bundle_id", order -> order.putNull("bundle_id")),
        wrong("bundle_id", order -> order.put("bundle_id", "")),
        wrong("bundle_id", order -> order.put("bundle_id", "bun_unknown")),
        wrong("sequencer", order -> order.remove("sequencer")),
        wrong("sequencer", order -> order.put("sequencer", "smartlead")),
        wrong("sequencer.provider", order -> Fixtures.sequencer(order).remove("provider")),
        wrong("sequencer.client_id", order -> Fixtures.sequencer(order).remove("client_id")),
        wrong("sequencer.client_id", order -> Fixtures.sequencer(order).put("client_id", true)),
        wrong("sequencer.client_id", order -> Fixtures.sequencer(order).putObject("client_id")),
        wrong("sequencer.login_email", order -> Fixtures.sequencer(order).remove("login_email")),
        wrong("sequencer.login_email", order -> Fixtures.sequencer(order).put("login_email", "")),
        wrong(
            "sequencer.login_password",
            order -> Fixtures.sequencer(order).remove("login_password")),
        wrong(
            "sequencer.login_password",
            order -> Fixtures.sequencer(order).putNull("login_password")),
        wrong("domains", order -> order.remove("domains")),
        wrong("domains", order -> order.put("domains", "domain-01.com")),
        wrong("domains[0]", order -> Fixtures.domains(order).set(0, 7)),
        wrong("domains[0]", order -> Fixtures.domains(order).set(0, "")),
        wrong("domains[0].domain", order -> Fixtures.domains(order).removeAll().addObject()),
        wrong(
            "domains[1].forwarding_url",
            order -> Fixtures.domains(order).insertObject(1).put("forwarding_url", 7)),
        wrong("domains", order -> Fixtures.domains(order).set(1, "domain-01.com")),
        wrong("domains", order -> Fixtures.domains(order).set(1, "DOMAIN-01.com")),
        wrong("personas", order -> order.remove("personas")),
        wrong("personas", order -> order.putObject("personas")),
        wrong("personas[0]", order -> order.putArray("personas").add("Sam Lee")),
        wrong("personas[0].first_name", order -> Fixtures.persona(order).remove("first_name")),
        wrong("personas[0].last_name", order -> Fixtures.persona(order).put("last_name", " ")),
        wrong(
            "personas[0].profile_picture_url",
            order -> Fixtures.persona(order).remove("profile_picture_url")),
        wrong(
            "personas[0].profile_picture_url",
            order -> Fixtures.persona(order).put("profile_picture_url", 7)),
        wrong("forwarding_url", order -> order.put("forwarding_url", 7)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongBundleOrders")
  void bundleOrder_wrongInOneField_isInvalidByItsName(String field, Consumer<ObjectNode> change)
      throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    change.accept(order);

    assertThat(client.order(order).errorSummary()).isEqualTo("400 invalid_request " + field);
    assertThat(peeker.orders().all()).isEmpty();
  }

  static Stream<Arguments> wrongCustomOrders() {
    return Stream.of(
        wrong("google_licenses", order -> order.remove("google_licenses")),
        wrong("google_licenses", order -> order.put("google_licenses", -1)),
        wrong("google_licenses", order -> order.put("google_licenses", 2.5)),
        wrong("google_licenses", order -> order.put("google_licenses", "20")),
        wrong("google_licenses", order -> order.put("google_licenses", 2_147_483_648L)),
        wrong("google_licenses", order -> order.putNull("google_licenses")),
        wrong("google_inboxes_per_domain", order -> order.remove("google_inboxes_per_domain")),
        wrong("google_inboxes_per_domain", order -> order.put("google_inboxes_per_domain", 1)),
        wrong("google_inboxes_per_domain", order -> order.put("google_inboxes_per_domain", 4)),
        wrong("microsoft_licenses", order -> order.remove("microsoft_licenses")),
        wrong("microsoft_licenses", order -> order.put("microsoft_licenses", -1)),
        wrong(
            "microsoft_inboxes_per_domain", order -> order.remove("microsoft_inboxes_per_domain")),
        wrong(
            "microsoft_inboxes_per_domain",
            order -> order.put("microsoft_inboxes_per_domain", 100)),
        wrong(
            "google_licenses",
            order -> order.put("google_licenses", 0).put("microsoft_licenses", 0)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongCustomOrders")
  void customOrder_wrongInOneField_isInvalidByItsName(String field, Consumer<ObjectNode> change)
      throws Exception {
    ObjectNode order = Fixtures.customOrder();
    change.accept(order);

    assertThat(client.order(order).errorSummary()).isEqualTo("400 invalid_request " + field);
  }

  @Test
  void order_withNeitherBundleNorPlan_isInvalid() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    order.remove("bundle_id");

    assertThat(client.order(order).errorSummary()).isEqualTo("400 invalid_request google_licenses");
  }

  @Test
  void sequencer_otherProvider_isNotSupported() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    Fixtures.sequencer(order).put("provider", "instantly");

    assertThat(client.order(order).errorSummary())
        .isEqualTo("400 provider_not_supported sequencer.provider");
  }

  @Test
  void personas_eleven_areTooMany() throws Exception {
    assertThat(client.order(withPersonas(11)).errorSummary())
        .isEqualTo("400 invalid_request personas");
  }

  @Test
  void personas_ten_areAccepted() throws Exception {
    assertThat(client.order(withPersonas(10)).status()).isEqualTo(200);
  }

  static Stream<Consumer<ObjectNode>> rightBundleOrders() {
    return Stream.of(
        order -> Fixtures.sequencer(order).put("client_id", "366903"),
        order -> Fixtures.sequencer(order).put("client_id", ""),
        order -> Fixtures.sequencer(order).putNull("client_id"),
        order -> Fixtures.persona(order).putNull("profile_picture_url"),
        order -> Fixtures.persona(order).put("profile_picture_url", "https://example.com/sam.jpg"),
        order -> Fixtures.domains(order).remove(0),
        order -> order.put("forwarding_url", "https://example.com"),
        order -> order.putArray("personas"),
        order -> order.putObject("a_field_of_tomorrow").putNull("inside"));
  }

  @ParameterizedTest
  @MethodSource("rightBundleOrders")
  void bundleOrder_inEachDocumentedForm_isAccepted(Consumer<ObjectNode> change) throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    change.accept(order);
    if (order.path("domains").size() < 10) {
      Fixtures.domains(order)
          .addObject()
          .put("domain", "shop-acme.com")
          .put("forwarding_url", "https://shop.acme.com");
    }

    assertThat(client.order(order).status()).isEqualTo(200);
  }

  private static ObjectNode withPersonas(int count) {
    ObjectNode order = Fixtures.bundleOrder();
    ObjectNode persona = Fixtures.persona(order).deepCopy();
    for (int more = 1; more < count; more++) {
      order.withArray("personas").add(persona);
    }
    return order;
  }

  private static Arguments wrong(String field, Consumer<ObjectNode> change) {
    return arguments(field, change);
  }
}
