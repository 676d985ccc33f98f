package ai.peeker.partner.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
            });
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
}
