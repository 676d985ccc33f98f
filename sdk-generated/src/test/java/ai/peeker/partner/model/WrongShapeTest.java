package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.peeker.partner.contract.Models;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages name every missing property and every wrong kind, and never contain a value. */
class WrongShapeTest {
  @Test
  void build_nothingSet_namesAllMissingProperties() {
    assertThatThrownBy(() -> BundleOrderRequest.builder().build())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "BundleOrderRequest: user is missing; bundle_id is missing; sequencer is missing; "
                + "domains is missing; personas is missing");
  }

  @Test
  void build_nullableNotSet_isNull() {
    Persona persona = Persona.builder().firstName("Sam").lastName("Lee").build();

    assertThat(persona.profilePictureUrl()).isNull();
    assertThat(persona.toJson()).containsEntry("profile_picture_url", null);
  }

  @Test
  void fromJson_emptyObject_namesAllMissingProperties() {
    assertThatThrownBy(() -> Models.read("OrderSummary", "{}"))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "OrderSummary: id is missing; user_id is missing; email is missing; "
                + "status is missing; domain_count is missing; costs is missing; "
                + "created_at is missing");
  }

  @Test
  void fromJson_deepInside_namesThePath() {
    String json =
        "{\"domain_id\":\"dom_1\",\"personas\":["
            + Samples.persona("null")
            + ",{\"first_name\":7,\"profile_picture_url\":false}]}";

    assertThatThrownBy(() -> Models.read("SwapUserNamesRequest", json))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "SwapUserNamesRequest: personas[1].first_name must be a string, not a number; "
                + "personas[1].profile_picture_url must be a string, not a boolean; "
                + "personas[1].last_name is missing");
  }

  @Test
  void problems_ofAnException_haveThePathApart() {
    InvalidModelException thrown =
        (InvalidModelException)
            catchThrowable(
                () -> Models.read("ErrorEnvelope", "{\"error\":{\"code\":\"forbidden\"}}"));

    assertThat(thrown.type()).isEqualTo("ErrorEnvelope");
    assertThat(thrown.problems())
        .first()
        .isEqualTo(new InvalidModelException.Problem("error.message", "is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OrderCosts | [] | OrderCosts: must be an object, not a list",
        "OrderCosts | null | OrderCosts: must be an object, not null",
        "OrderCosts | \"x\" | OrderCosts: must be an object, not a string of length 1",
        "Partner | {\"id\":null} | Partner: id must be a string, not null",
        "OrderDomains | {\"imported\":\"a.com\"} | imported must be a list",
        "OrderDomains | {\"imported\":[\"a\",5]} | imported[1] must be a string, not a number",
        "OrderDomains | {\"imported\":[null]} | imported[0] must be a string, not null",
        "RequiredDomains | {\"total\":1.5} | total must be a whole number",
        "RequiredDomains | {\"total\":2147483648} | total must be a whole number from -2147483648",
        "RequiredDomains | {\"total\":\"19\"} | number, not a string of length 2",
        "Swap | {\"id\":\"s\",\"status\":5} | status must be a string, not a number",
        "Swap | {\"id\":\"s\",\"status\":\"x\",\"created_at\":\"noon\"} | must be a date-time such"
            + " as",
        "ApiError | {\"code\":\"x\",\"message\":\"m\",\"details\":[]} | details must be an object",
        "OrderInProgressEvent | {\"id\":\"e\"} | type is missing; created_at is missing; data is"
            + " missing",
      })
  void fromJson_wrongKind_namesTheExpectedKind(String schema, String json, String message) {
    assertThatThrownBy(() -> Models.read(schema, json))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"login_password\":47114711}",
        "{\"login_password\":[\"47114711\"]}",
        "{\"login_password\":{\"47114711\":\"47114711\"}}",
        "{\"login_password\":\"47114711\",\"client_id\":1}",
        "\"47114711\"",
        "{\"provider\":47114711,\"login_email\":47114711}",
      })
  void fromJson_wrongKind_doesNotShowTheValue(String json) {
    assertThat(trace(catchThrowable(() -> Models.read("Sequencer", json))))
        .contains("Sequencer:")
        .doesNotContain("47114711");
    assertThat(trace(catchThrowable(() -> Models.throughJackson("Sequencer", json))))
        .contains("Sequencer:")
        .doesNotContain("47114711");
  }

  @Test
  void setter_nullForARequiredValue_namesTheProperty() {
    assertThatThrownBy(() -> BundleOrderRequest.builder().bundleId(null))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("BundleOrderRequest: bundle_id must not be null");
  }

  @Test
  void build_nullInsideAList_namesTheIndex() {
    assertThatThrownBy(
            () ->
                Samples.bundleOrder().toBuilder()
                    .domains(java.util.Arrays.asList(OrderDomain.of("a.com"), null))
                    .build())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("BundleOrderRequest: domains[1] must not be null");
  }

  @Test
  void additionalProperty_ofAKnownName_isRejected() {
    assertThatThrownBy(() -> OrderCosts.builder().additionalProperty("total_cents", 1))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("OrderCosts: total_cents is a property of the contract: use its setter");
  }

  @Test
  void additionalProperty_withoutAName_isRejected() {
    assertThatThrownBy(() -> OrderCosts.builder().additionalProperty(null, 1))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("must not be null");
  }

  @Test
  void additionalProperty_ofAnUnknownName_isWritten() {
    OrderCosts costs = Samples.costs().toBuilder().additionalProperty("tax", Map.of()).build();

    assertThat(Models.text(costs.toJson()))
        .isEqualTo("{\"total_cents\":6800,\"currency\":\"usd\",\"tax\":{}}");
  }

  @Test
  void toBuilder_build_isEqual() {
    BundleOrderRequest order = Samples.bundleOrder();

    assertThat(order.toBuilder().build()).isEqualTo(order).hasSameHashCodeAs(order);
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e-99999999", "1e-2147483647", "0.5", "1e999999999", "1e2147483647", "1e1001"})
  void wholeNumber_outOfRangeOrFraction_isRejectedQuickly(String number) {
    Map<String, Object> json = Map.of("total", new BigDecimal(number));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), // 10 to the power of 99999999 takes a minute
        () ->
            assertThatThrownBy(() -> RequiredDomains.fromJson(json))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("total must be a whole number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "1.2e2", "120.000", "12000e-2"})
  void wholeNumber_howeverItIsWritten_isRead(String number) {
    OrderEventData data = OrderEventData.fromJson(Map.of("domain_count", new BigDecimal(number)));
    assertThat(data.domainCount()).isEqualTo(120);
  }

  @Test
  void wholeNumber_thatIsZeroWithAnExponent_isZero() {
    OrderEventData data =
        OrderEventData.fromJson(Map.of("domain_count", new BigDecimal("0e-99999999")));
    assertThat(data.domainCount()).isZero();
  }
}
