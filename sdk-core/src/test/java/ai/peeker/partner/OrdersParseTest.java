package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderShapeConflictException;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersParseTest {
  private static final String SEQUENCER =
      "{\"provider\":\"smartlead\",\"client_id\":366903,"
          + "\"login_email\":\"smartlead-login@example.com\",\"login_password\":\"pass-8421\"";

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
            "The order must not be null. Pass the JSON body that the API documents. Nothing was sent.");
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

  static Stream<Arguments> wrongInACustomOrder() {
    return Stream.of(
        Arguments.of(Map.of("google_inboxes_per_domain", "4"), "google_inboxes_per_domain", "4"),
        Arguments.of(Map.of("google_inboxes_per_domain", "0"), "google_inboxes_per_domain", "0"),
        Arguments.of(
            Map.of("microsoft_inboxes_per_domain", "100"), "microsoft_inboxes_per_domain", "100"),
        Arguments.of(
            Map.of("microsoft_inboxes_per_domain", "-25"), "microsoft_inboxes_per_domain", "-25"),
        Arguments.of(
            Map.of("google_inboxes_per_domain", ""), "google_inboxes_per_domain", "is missing"),
        Arguments.of(Map.of("google_licenses", ""), "google_licenses", "is missing"),
        Arguments.of(
            Map.of("microsoft_inboxes_per_domain", ""),
            "microsoft_inboxes_per_domain",
            "is missing"),
        Arguments.of(Map.of("microsoft_licenses", ""), "microsoft_licenses", "is missing"),
        Arguments.of(Map.of("google_licenses", "0"), "google_licenses", "0"),
        Arguments.of(Map.of("google_licenses", "-1"), "google_licenses", "-1"),
        Arguments.of(Map.of("microsoft_licenses", "0"), "microsoft_licenses", "0"),
        Arguments.of(Map.of("google_licenses", "\"20\""), "google_licenses", "a string"),
        Arguments.of(Map.of("google_licenses", "20.5"), "google_licenses", "whole number"),
        Arguments.of(Map.of("google_licenses", "2147483648"), "google_licenses", "2147483647"),
        Arguments.of(Map.of("google_licenses", "true"), "google_licenses", "a boolean"),
        Arguments.of(
            Map.of("google_inboxes_per_domain", "\"2\""), "google_inboxes_per_domain", "a string"),
        Arguments.of(Map.of("google_licenses", "null"), "google_licenses", "must not be null"),
        Arguments.of(
            Map.of("google_inboxes_per_domain", "null"),
            "google_inboxes_per_domain",
            "must not be null"),
        Arguments.of(
            Map.of(
                "google_licenses",
                "",
                "google_inboxes_per_domain",
                "",
                "microsoft_licenses",
                "",
                "microsoft_inboxes_per_domain",
                ""),
            "google_licenses",
            "missing"));
  }

  @ParameterizedTest
  @MethodSource("wrongInACustomOrder")
  void parse_wrongPlan_isRejectedByNameAndValue(
      Map<String, String> changes, String field, String found) {
    assertRejected(Samples.page("custom_order", changes), field, found);
  }

  static Stream<Arguments> wrongInABundleOrder() {
    return Stream.of(
        Arguments.of("user", "null", "user", "null"),
        Arguments.of("user", "1", "user", "a string"),
        Arguments.of("user", "{}", "user", "a string"),
        Arguments.of("user", "\"\"", "user", "blank"),
        Arguments.of("user", "\" client@example.com\"", "user", "white space"),
        Arguments.of("user", "\"Sam Lee\"", "user", "\"Sam Lee\""),
        Arguments.of("bundle_id", "null", "bundle_id", "null"),
        Arguments.of("bundle_id", "\"\"", "bundle_id", "blank"),
        Arguments.of("bundle_id", "7", "bundle_id", "a string"),
        Arguments.of("sequencer", "null", "sequencer", "null"),
        Arguments.of("sequencer", "[]", "sequencer", "an object"),
        Arguments.of("sequencer", "\"smartlead\"", "sequencer", "an object"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("366903", "true") + "}",
            "sequencer.client_id",
            "neither a number nor a string"),
        Arguments.of(
            "sequencer", SEQUENCER.replace("366903", "{}") + "}", "sequencer.client_id", "neither"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("366903", "[1]") + "}",
            "sequencer.client_id",
            "neither"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("\"smartlead\"", "null") + "}",
            "sequencer.provider",
            "null"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("\"smartlead\"", "\" \"") + "}",
            "sequencer.provider",
            "blank"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("smartlead-login@example.com", " ") + "}",
            "sequencer.login_email",
            "blank"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("pass-8421", "  ") + "}",
            "sequencer.login_password",
            "blank"),
        Arguments.of(
            "sequencer",
            SEQUENCER.replace("\"pass-8421\"", "8421") + "}",
            "sequencer.login_password",
            "a string"),
        Arguments.of("domains", "null", "domains", "null"),
        Arguments.of("domains", "\"a.com\"", "domains", "a list"),
        Arguments.of("domains", "[1]", "domains[0]", "neither a domain name nor an object"),
        Arguments.of("domains", "[null]", "domains[0]", ""),
        Arguments.of("domains", "[\"a.com\",{}]", "domains[1]", "neither a domain name"),
        Arguments.of("domains", "[\"a.com\",\"A.com\"]", "domains[1]", "\"A.com\""),
        Arguments.of("domains", "[{\"domain\":\"a.com\"},\"A.COM\"]", "domains[1]", "same domain"),
        Arguments.of(
            "domains",
            "[{\"domain\":\"a.com\",\"forwarding_url\":null}]",
            "domains[0].forwarding_url",
            "null"),
        Arguments.of(
            "domains",
            "[{\"domain\":\"a.com\",\"forwarding_url\":\"acme\"}]",
            "domains[0].forwarding_url",
            "\"acme\""),
        Arguments.of(
            "domains", "[{\"domain\":\"a_b.com\"}]", "domains[0]", "\"a_b.com\" is not a domain"),
        Arguments.of("forwarding_url", "null", "forwarding_url", "null"),
        Arguments.of("forwarding_url", "\"\"", "forwarding_url", "\"\""),
        Arguments.of("forwarding_url", "\"ftp://a.com\"", "forwarding_url", "ftp://a.com"),
        Arguments.of("forwarding_url", "7", "forwarding_url", "a string"),
        Arguments.of("personas", "null", "personas", "null"),
        Arguments.of("personas", "{}", "personas", "a list"),
        Arguments.of("personas", "[null]", "personas[0]", "null"),
        Arguments.of("personas", "[\"Sam Lee\"]", "personas[0]", "an object"),
        Arguments.of("personas", persona("\"\"", "\"\""), "personas[0].first_name", "blank"),
        Arguments.of("personas", persona("null", "\"\""), "personas[0].first_name", "null"),
        Arguments.of("personas", persona("1", "\"\""), "personas[0].first_name", "a string"),
        Arguments.of(
            "personas", persona("\"Sam\"", "\"a\""), "personas[0].profile_picture_url", "\"a\""),
        Arguments.of(
            "personas", persona("\"Sam\"", "7"), "personas[0].profile_picture_url", "a string"),
        Arguments.of(
            "personas",
            String.join(",", Collections.nCopies(11, persona("\"Sam\"", "null")))
                .replace("],[", ","),
            "personas",
            "has too many entries: 11 (expected at most 10)."));
  }

  private static String persona(String firstName, String picture) {
    return "[{\"first_name\":"
        + firstName
        + ",\"last_name\":\"Lee\",\"profile_picture_url\":"
        + picture
        + "}]";
  }

  @ParameterizedTest
  @MethodSource("wrongInABundleOrder")
  void parse_wrongProperty_isRejectedByNameAndValue(
      String member, String value, String field, String found) {
    assertRejected(Samples.page("bundle_order", Map.of(member, value)), field, found);
  }

  private static void assertRejected(String json, String field, String found) {
    Throwable thrown = catchThrowable(() -> Orders.parse(json));

    assertThat(thrown)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(field)
        .hasMessageContaining(found)
        .hasMessageEndingWith(" Nothing was sent.")
        .hasNoCause();
    assertThat(thrown.getMessage()).doesNotContain("pass-8421", "secret-password", "8421");
    assertThat(((ApiException) thrown).attempts()).isEmpty();
  }
}
