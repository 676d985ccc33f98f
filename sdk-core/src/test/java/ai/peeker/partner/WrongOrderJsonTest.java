package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.InvalidRequestException;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON of an order with a wrong value is rejected by its name and value. */
class WrongOrderJsonTest {
  private static final String SEQUENCER =
      "{\"provider\":\"smartlead\",\"client_id\":366903,"
          + "\"login_email\":\"smartlead-login@example.com\",\"login_password\":\"pass-8421\"";

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
