package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the metadata of the document and the test support that reads it. */
class ContractTest {
  @Test
  void operations_ofTheDocument_areThoseOfTheApi() {
    assertThat(Contract.operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrder(
            "GET /me",
            "GET /users",
            "POST /users",
            "GET /users/{id}",
            "PATCH /users/{id}",
            "DELETE /users/{id}",
            "GET /bundles",
            "POST /bundles",
            "GET /bundles/{id}",
            "PATCH /bundles/{id}",
            "DELETE /bundles/{id}",
            "POST /domains/availability",
            "GET /domains",
            "POST /domains/import",
            "GET /domains/import",
            "GET /domains/import/{id}",
            "POST /domains/import/jobs",
            "GET /domains/import/jobs/{id}",
            "POST /domains/forwarding",
            "GET /domains/forwarding/{id}",
            "POST /orders",
            "GET /orders",
            "GET /orders/{id}",
            "GET /orders/pending",
            "POST /orders/{id}/cancel",
            "POST /swaps",
            "GET /swaps",
            "GET /swaps/{id}",
            "POST /swaps/user_names");
  }

  @Test
  void operations_each_sayHowCertainAndHowRepeatableTheyAre() {
    assertThat(Contract.operations())
        .allSatisfy(
            operation -> {
              assertThat(Set.of("documented", "partial", "inferred"))
                  .contains(operation.text("x-certainty"));
              assertThat(Set.of("always", "same-bytes", "never"))
                  .contains(operation.text("x-retry"));
              assertThat(Set.of("true", "false")).contains(operation.text("x-paged"));
              assertThat(operation.text("x-item").isEmpty())
                  .isEqualTo(operation.text("x-paged").equals("false"));
            });
  }

  @Test
  void operations_knownFromTheOlderDocumentationOnly_areNotCalledDocumented() {
    assertThat(Contract.operations())
        .filteredOn(operation -> operation.text("x-certainty").equals("partial"))
        .extracting(Operation::id)
        .contains(
            "listUsers",
            "getUser",
            "deleteUser",
            "getBundle",
            "listDomains",
            "getDomainForwarding",
            "listOrders",
            "listSwaps",
            "getSwap");
  }

  @Test
  void webhooks_exceptTheOneWithAPublishedPayload_arePartiallyKnown() {
    assertThat(Contract.webhooks())
        .allSatisfy(
            webhook ->
                assertThat(webhook.text("x-certainty"))
                    .isEqualTo(
                        webhook.id().equals("onOrderInProgress") ? "documented" : "partial"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unauthorized", "Forbidden", "InternalError"})
  void response_withoutAPublishedBody_isInferred(String response) {
    assertThat(Contract.at("/components/responses/" + response + "/x-certainty").asText())
        .isEqualTo("inferred");
  }

  @Test
  void amounts_ofMoney_are64BitsWide() {
    List<JsonNode> amounts = new ArrayList<>();
    for (JsonNode properties : Contract.at("").findValues("properties")) {
      properties.properties().stream()
          .filter(property -> property.getKey().endsWith("_cents"))
          .forEach(property -> amounts.add(property.getValue()));
    }

    assertThat(amounts)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(amount -> assertThat(amount.path("format").asText()).isEqualTo("int64"));
  }

  @Test
  void integers_each_haveAWidth() {
    assertThat(Contract.at("").findParents("type"))
        .filteredOn(schema -> schema.get("type").toString().contains("\"integer\""))
        .hasSizeGreaterThan(30)
        .allSatisfy(schema -> assertThat(schema.path("format").asText()).isIn("int32", "int64"));
  }

  @ParameterizedTest
  @CsvSource({
    "CreateUserRequest, email",
    "CreateBundleRequest, name",
    "UpdateUserRequest, first_name",
    "CreateSwapRequest, replacement_domain",
    "ForwardDomainsRequest, forwarding_url",
    "BundleOrderRequest, bundle_id",
    "DomainWithForwarding, domain",
  })
  void requestString_blank_isInvalid(String schema, String property) {
    String pointer = "/components/schemas/" + schema + "/properties/" + property;

    assertThat(Contract.errors(pointer, "\" \"")).isNotEmpty();
    assertThat(Contract.errors(pointer, "\" x\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CheckAvailabilityRequest",
        "ImportDomainsRequest",
        "QueueDomainImportRequest",
        "CancelOrderRequest"
      })
  void requestList_blankString_isInvalid(String schema) {
    assertThat(Contract.errors("/components/schemas/" + schema, "{\"domains\":[\"\"]}"))
        .isNotEmpty();
  }

  @Test
  void operations_withOptionalParameters_nameTheirParameterClass() {
    assertThat(Contract.operations())
        .filteredOn(operation -> operation.text("x-paged").equals("true"))
        .allSatisfy(operation -> assertThat(operation.text("x-params")).endsWith("Params"));
  }

  @Test
  void order_withoutACompletePlan_isInvalid() {
    ObjectNode order =
        (ObjectNode) Models.tree(CreateOrderPage.inDocument("custom_order").toString());
    List<List<String>> incomplete =
        List.of(
            List.of("google_licenses"),
            List.of("google_inboxes_per_domain"),
            List.of("microsoft_licenses"),
            List.of("microsoft_inboxes_per_domain"),
            List.of(
                "google_licenses",
                "google_inboxes_per_domain",
                "microsoft_licenses",
                "microsoft_inboxes_per_domain"));

    assertThat(orderErrors(order)).isEmpty();
    assertThat(
            orderErrors(
                order.deepCopy().without(List.of("google_licenses", "google_inboxes_per_domain"))))
        .isEmpty();
    assertThat(orderErrors(order.deepCopy().put("google_licenses", 0))).isNotEmpty();
    assertThat(orderErrors(order.deepCopy().put("microsoft_licenses", 0))).isNotEmpty();
    assertThat(incomplete)
        .allSatisfy(names -> assertThat(orderErrors(order.deepCopy().without(names))).isNotEmpty());
  }

  private static List<String> orderErrors(JsonNode order) {
    return Contract.errors("/components/schemas/OrderRequest", order.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"google_percent\":101,\"microsoft_percent\":-1}",
        "{\"google_percent\":-1,\"microsoft_percent\":101}",
        "{\"google_percent\":50}",
        "{\"microsoft_percent\":null}"
      })
  void bundle_withAnImpossibleSplit_isInvalid(String split) {
    assertThat(Contract.errors("/components/schemas/UpdateBundleRequest", split)).isNotEmpty();
  }

  @Test
  void operations_requestsAndAnswers_haveExamples() {
    assertThat(Contract.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.successExamples()).isNotEmpty();
              if (operation.requestSchema() != null) {
                assertThat(operation.examples())
                    .anyMatch(each -> each.name().startsWith(operation.id() + " request "));
              }
            });
  }

  @Test
  void webhooks_each_haveAnExample() {
    assertThat(Contract.webhooks())
        .hasSize(18)
        .allSatisfy(webhook -> assertThat(webhook.examples()).isNotEmpty());
  }

  @Test
  void operation_literalPath_winsOverTemplate() {
    assertThat(Contract.operation("GET", "/orders/pending"))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("listPendingActions"));
    assertThat(Contract.operation("GET", "/orders/ord_1"))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("getOrder"));
  }

  @Test
  void operation_emptyParameter_isNone() {
    assertThat(Contract.operation("GET", "/orders/")).isEmpty();
  }

  @Test
  void examples_insideSchemas_areValid() {
    List<String> invalid = new ArrayList<>();
    examplesInSchemas("/components/schemas", Contract.at("/components/schemas"), invalid);
    assertThat(invalid).isEmpty();
  }

  @Test
  void examples_ofParameters_areValid() {
    assertThat(Contract.at("/components/parameters").properties())
        .allSatisfy(
            parameter ->
                assertThat(
                        Contract.errors(
                            "/components/parameters/" + parameter.getKey() + "/schema",
                            parameter.getValue().path("example").toString()))
                    .isEmpty());
  }

  @Test
  void webhookErrors_eventOfAnotherType_areFound() {
    String event = Contract.example("onOrderInProgress request event").json();

    assertThat(Contract.webhookErrors("order.in_progress", event)).isEmpty();
    assertThat(Contract.webhookErrors("order.completed", event)).isNotEmpty();
    assertThat(Contract.webhookErrors("order.created", event)).isNotEmpty();
  }

  @Test
  void errors_badDateTime_isFound() {
    String event = Contract.example("onOrderInProgress request event").json();

    assertThat(
            Contract.webhookErrors(
                "order.in_progress", event.replace("2026-05-08T12:00:00Z", "yesterday")))
        .singleElement()
        .asString()
        .contains("created_at");
  }

  private static void examplesInSchemas(String pointer, JsonNode node, List<String> invalid) {
    for (JsonNode example : node.path("examples")) {
      Contract.errors(pointer, example.toString())
          .forEach(error -> invalid.add(pointer + ": " + error));
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!each.getKey().equals("examples")) {
        examplesInSchemas(pointer + "/" + Contract.escape(each.getKey()), each.getValue(), invalid);
      }
    }
  }

  @Test
  void dependentRequired_isRepeatedForTheGenerator() {
    Contract.at("/components/schemas")
        .forEach(
            schema ->
                assertThat(schema.path("x-dependent-required"))
                    .isEqualTo(schema.path("dependentRequired")));
  }
}
