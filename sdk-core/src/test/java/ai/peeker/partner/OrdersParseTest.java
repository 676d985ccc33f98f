package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderShapeConflictException;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON of an order is read, or rejected as a whole. */
class OrdersParseTest {
  @ParameterizedTest
  @ValueSource(strings = {"bundle_order", "existing_user_order", "custom_order"})
  void parse_exampleOfThePage_equalsWhatTheBuilderMakes(String example) {
    assertThat(Orders.parse(Samples.page(example))).isEqualTo(Samples.order(example));
  }

  @Test
  void parse_customOrder_hasItsPlans() {
    CustomOrder order = (CustomOrder) Orders.parse(Samples.page("custom_order"));

    assertThat(order.google())
        .hasValueSatisfying(
            plan -> {
              assertThat(plan.licenses()).isEqualTo(20);
              assertThat(plan.density()).isEqualTo(GoogleDensity.TWO);
            });
    assertThat(order.domainCount().required()).hasValue(12);
  }

  @Test
  void parse_bundleOrder_hasItsBundle() {
    BundleOrder order = (BundleOrder) Orders.parse(Samples.page("bundle_order"));

    assertThat(order.bundleId()).isEqualTo("bun_123");
  }

  static Stream<Arguments> noJson() {
    return Stream.of(
        Arguments.of(""),
        Arguments.of(" "),
        Arguments.of("order"),
        Arguments.of("{"),
        Arguments.of("{\"user\":"),
        Arguments.of("{'user':'a'}"),
        Arguments.of("{\"user\":\"a\"} {}"),
        Arguments.of("{\"user\":NaN}"),
        Arguments.of("{\"user\":\"a\",}"),
        Arguments.of("{\"user\":\"a\nb\"}"),
        Arguments.of("// an order\n{}"),
        Arguments.of("{\"client_id\":1e99999999999}"),
        Arguments.of("{\"client_id\":" + "9".repeat(2000) + "}"),
        Arguments.of(Samples.page("bundle_order").substring(0, 200)));
  }

  @ParameterizedTest
  @MethodSource("noJson")
  void parse_malformedJson_isRejectedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Orders.parse(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("The order cannot be read: it is not JSON")
        .hasMessageEndingWith("Pass the JSON body that the API documents. Nothing was sent.")
        .hasNoCause();
  }

  @Test
  void parse_null_isRejected() {
    assertThatThrownBy(() -> Orders.parse(null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "The order must not be null. Pass the JSON body that the API documents. Nothing was"
                + " sent.");
  }

  @Test
  void parse_duplicateKey_isRejectedByItsPlace() {
    String twice = "{\"user\":\"client@example.com\",\n\"user\":\"other@example.com\"}";

    assertThatThrownBy(() -> Orders.parse(twice))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void parse_hundredThousandLevels_isRejectedWithoutOverflow(String opening) {
    assertThatThrownBy(() -> Orders.parse(opening.repeat(100_000)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("The order cannot be read: ");
  }

  @Test
  void parse_deepUnknownProperty_isRejectedWithoutOverflow() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThatThrownBy(
            () ->
                Orders.parse("{\"user\":\"a@b.c\",\"note\":" + deep + ",\"bundle_id\":\"bun_1\"}"))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "\"order\"", "[]", "[{}]"})
  void parse_nonObject_isRejected(String json) {
    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("order must be an object, not ")
        .hasMessageEndingWith(" Nothing was sent.");
  }

  @Test
  void parse_emptyObject_namesAllThatIsMissingAtOnce() {
    assertThatThrownBy(() -> Orders.parse("{}"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("user is missing")
        .hasMessageContaining("sequencer is missing")
        .hasMessageContaining("domains is missing")
        .hasMessageContaining("personas is missing")
        .hasMessageContaining("bundle_id")
        .hasMessageContaining("google_licenses")
        .hasMessageContaining("microsoft_licenses");
  }

  @Test
  void parse_onlyABundle_namesAllThatIsMissingAtOnce() {
    assertThatThrownBy(() -> Orders.parse("{\"bundle_id\":\"bun_123\"}"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("The order is invalid (4 problems)")
        .hasMessageContaining("user is missing")
        .hasMessageContaining("sequencer is missing")
        .hasMessageContaining("domains is missing")
        .hasMessageContaining("personas is missing");
  }

  @Test
  void parse_emptySequencerAndPersona_namesAllThatIsMissingInside() {
    String json = Samples.page("bundle_order", Map.of("sequencer", "{}", "personas", "[{}]"));

    assertThatThrownBy(() -> Orders.parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("sequencer.provider is missing")
        .hasMessageContaining("sequencer.client_id is missing")
        .hasMessageContaining("sequencer.login_email is missing")
        .hasMessageContaining("sequencer.login_password is missing")
        .hasMessageContaining("personas[0].first_name is missing")
        .hasMessageContaining("personas[0].last_name is missing")
        .hasMessageContaining("personas[0].profile_picture_url is missing");
  }

  static Stream<Arguments> mixtures() {
    return Stream.of(
        Arguments.of(Map.of("google_licenses", "20"), "google_licenses"),
        Arguments.of(Map.of("google_inboxes_per_domain", "2"), "google_inboxes_per_domain"),
        Arguments.of(Map.of("microsoft_licenses", "2"), "microsoft_licenses"),
        Arguments.of(Map.of("microsoft_inboxes_per_domain", "50"), "microsoft_inboxes_per_domain"),
        Arguments.of(
            Map.of("google_licenses", "20", "google_inboxes_per_domain", "2"), "google_licenses"),
        Arguments.of(
            Map.of(
                "google_licenses",
                "20",
                "google_inboxes_per_domain",
                "2",
                "microsoft_licenses",
                "2",
                "microsoft_inboxes_per_domain",
                "50"),
            "microsoft_licenses"),
        Arguments.of(Map.of("google_licenses", "\"20\""), "google_licenses"));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void parse_bundleWithLicenses_isAShapeConflict(Map<String, String> added, String named) {
    assertThatThrownBy(() -> Orders.parse(Samples.page("bundle_order", added)))
        .isInstanceOf(OrderShapeConflictException.class)
        .hasMessageContaining("bundle_id is combined with ")
        .hasMessageContaining(named)
        .hasMessageEndingWith("Nothing was sent.");
  }

  @Test
  void parse_bundleWithAllLicensesAndAPartMissing_isStillAShapeConflict() {
    String json = Samples.page("custom_order", Map.of("bundle_id", "\"bun_123\"", "personas", ""));

    assertThat(catchThrowable(() -> Orders.parse(json)))
        .isInstanceOf(OrderShapeConflictException.class);
  }

  @Test
  void of_customRequestWithABundleAsAdditionalProperty_isAShapeConflict() {
    var request =
        Samples.customOrder().toRequest().toBuilder()
            .additionalProperty("bundle_id", "bun_123")
            .build();

    assertThatThrownBy(() -> Order.of(request)).isInstanceOf(OrderShapeConflictException.class);
  }
}
