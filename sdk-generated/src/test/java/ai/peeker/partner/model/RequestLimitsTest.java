package ai.peeker.partner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Models;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request with an empty list is not built where the contract demands at least one entry. */
class RequestLimitsTest {
  static Stream<Arguments> listsThatMustNotBeEmpty() {
    return Contract.at("/components/schemas").properties().stream()
        .flatMap(
            schema ->
                schema.getValue().path("properties").properties().stream()
                    .filter(property -> property.getValue().path("minItems").asInt() > 0)
                    .map(property -> Arguments.of(schema.getKey(), property.getKey())));
  }

  @Test
  void lists_ofRequests_mustNotBeEmpty() {
    assertThat(listsThatMustNotBeEmpty().map(each -> each.get()[0]))
        .contains(
            "CancelOrderRequest",
            "CheckAvailabilityRequest",
            "ForwardDomainsRequest",
            "ImportDomainsRequest",
            "QueueDomainImportRequest",
            "SwapUserNamesRequest");
  }

  @ParameterizedTest
  @MethodSource("listsThatMustNotBeEmpty")
  void request_withAnEmptyList_isRejectedByName(String schema, String property) {
    String example =
        Contract.operations().stream()
            .flatMap(operation -> operation.examples())
            .filter(each -> each.schema().equals(schema))
            .findFirst()
            .orElseThrow()
            .json();
    JsonNode empty = ((ObjectNode) Models.tree(example)).set(property, Models.tree("[]"));

    assertThatThrownBy(() -> Models.read(schema, empty.toString()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(property + " has too few entries: 0 (expected at least 1)");
  }

  @Test
  void cancellation_ofNoDomains_isNotBuilt() {
    assertThatThrownBy(() -> CancelOrderRequest.builder().domains(java.util.List.of()).build())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("domains has too few entries: 0");
    assertThatThrownBy(() -> CancelOrderRequest.fromJson(Map.of("domains", java.util.List.of())))
        .isInstanceOf(InvalidModelException.class);
  }

  /** Strings of the requests that are sent as they are built; an order is checked as a whole. */
  static Stream<Arguments> stringsOfRequests() {
    return Stream.of(
            "CreateUserRequest",
            "UpdateUserRequest",
            "SequencerRoute",
            "CreateBundleRequest",
            "UpdateBundleRequest",
            "ForwardDomainsRequest",
            "CreateSwapRequest",
            "SwapUserNamesRequest")
        .flatMap(
            schema ->
                Contract.at("/components/schemas/" + schema + "/properties").properties().stream()
                    .filter(property -> isString(property.getValue()))
                    .filter(property -> !property.getKey().equals("client_id")) // has a default
                    .map(property -> Arguments.of(schema, property.getKey())));
  }

  private static boolean isString(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    JsonNode resolved = reference.isEmpty() ? schema : Contract.at(reference.substring(1));
    return resolved.path("type").toString().contains("\"string\"");
  }

  @ParameterizedTest
  @MethodSource("stringsOfRequests")
  void string_blank_isRejectedByName(String schema, String property) {
    assertThatThrownBy(() -> Models.read(schema, "{\"" + property + "\":\" \"}"))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(property + " must not be blank");
  }

  @Test
  void personas_withBlankNames_areRejectedWithTheirPaths() {
    Persona.Builder sam = Persona.builder().firstName("Sam").lastName(" ");
    Persona.Builder lee = Persona.builder().firstName("").lastName("Lee");
    SwapUserNamesRequest.Builder swap =
        SwapUserNamesRequest.builder()
            .domainId("dom_1")
            .personas(java.util.List.of(sam.build(), lee.build()));

    assertThatThrownBy(swap::build)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "SwapUserNamesRequest: personas[1].first_name must not be blank; "
                + "personas[0].last_name must not be blank");
  }
}
