package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.ApiKeyEnvironment;
import ai.peeker.partner.model.DomainConnectedEvent;
import ai.peeker.partner.model.OrderActionRequiredEvent;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The record of an event lies flat in the data, or in older events one level down under the name of
 * its family.
 */
class WebhookShapesTest {
  private static final String RECORD = "{\"id\":\"rec_1\",\"status\":\"completed\",\"new\":[1,{}]}";

  static Stream<WebhookEventType> types() {
    assertThat(WebhookEventType.knownValues()).hasSize(18);
    return WebhookEventType.knownValues().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void flatData_ofEachType_isTyped(WebhookEventType type) throws Exception {
    assertTyped(type, RECORD);
  }

  @ParameterizedTest
  @MethodSource("types")
  void nestedData_ofEachType_isTypedLikeTheFlatOne(WebhookEventType type) throws Exception {
    VerifiedWebhook verified =
        assertTyped(
            type,
            "{\""
                + family(type)
                + "\":"
                + RECORD
                + ",\"api_key\":{\"environment\":\"test\"},\"beside\":[true]}");

    assertThat(data(verified.event()))
        .as("what lies beside the record")
        .containsEntry("api_key", Map.of("environment", "test"))
        .containsEntry("beside", List.of(true));
    assertThat(verified.environment()).contains(WebhookEnvironment.SANDBOX);
    assertThat(verified.bodyAsString()).as("as received").contains("\"" + family(type) + "\":{");
  }

  private static VerifiedWebhook assertTyped(WebhookEventType type, String data) throws Exception {
    VerifiedWebhook verified = SignedBodies.verified(type.value(), data);
    WebhookEvent event = verified.event();

    assertThat(event.getClass().getSimpleName())
        .isEqualToIgnoringCase(type.value().replaceAll("[._]", "") + "Event");
    Object typedData = event.getClass().getMethod("data").invoke(event);
    assertThat(typedData.getClass().getMethod("id").invoke(typedData)).isEqualTo("rec_1");
    assertThat(data(event))
        .containsEntry("status", "completed")
        .containsEntry("new", List.of(1, Map.of()));
    assertThat(verified.subject()).contains("rec_1");
    return verified;
  }

  @Test
  void nestedOrder_withPendingActions_keepsAllOfIt() {
    VerifiedWebhook verified =
        SignedBodies.verified(
            "order.action_required",
            "{\"order\":{\"id\":\"ord_1\",\"status\":\"in_progress\",\"domain_count\":12},"
                + "\"pending_actions\":[],\"api_key\":{\"environment\":\"test\"}}");

    assertThat(verified.event())
        .isInstanceOfSatisfying(
            OrderActionRequiredEvent.class,
            event -> {
              assertThat(event.data().id()).isEqualTo("ord_1");
              assertThat(event.data().status()).isEqualTo(OrderStatus.IN_PROGRESS);
              assertThat(event.data().domainCount()).isEqualTo(12);
              assertThat(event.data().pendingActions()).isEmpty();
              assertThat(event.data().apiKey().environment()).isEqualTo(ApiKeyEnvironment.TEST);
              assertThat(event.data().order().id()).as("where it was").isEqualTo("ord_1");
            });
  }

  @Test
  void nestedRecord_withMembersNamedLikeThoseBesideIt_wins() {
    VerifiedWebhook verified =
        SignedBodies.verified(
            "order.completed",
            "{\"id\":\"data_1\",\"email\":\"a@example.com\","
                + "\"order\":{\"id\":\"ord_1\",\"order\":{\"id\":\"ord_0\"}}}");

    assertThat(verified.event())
        .isInstanceOfSatisfying(
            OrderCompletedEvent.class,
            event -> {
              assertThat(event.data().id()).isEqualTo("ord_1");
              assertThat(event.data().email()).isEqualTo("a@example.com");
              assertThat(event.data().order().id()).as("of the record").isEqualTo("ord_0");
            });
    assertThat(verified.subject()).contains("ord_1");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"dom_1\",\"domain\":\"acme.com\"}',                acme.com",
    "'{\"domain\":{\"id\":\"dom_1\",\"domain\":\"acme.com\"}}',   acme.com",
    "'{\"domain\":{\"id\":\"dom_1\"}}',                           ",
  })
  void domain_whichNamesTheRecordAndItsName_isReadInBothShapes(String data, String name) {
    assertThat(SignedBodies.verified("domain.connected", data).event())
        .isInstanceOfSatisfying(
            DomainConnectedEvent.class,
            event -> {
              assertThat(event.data().id()).isEqualTo("dom_1");
              assertThat(event.data().domain()).isEqualTo(name);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[{\"id\":\"ord_1\"}]",
        "\"ord_1\"",
        "7",
        "true",
        "{\"id\":7}",
        "{\"id\":{}}",
        "{\"order\":\"ord_1\"}",
        "{\"order\":[]}",
        "{\"order\":7}",
        "{\"order\":{\"id\":7}}",
        "{\"order\":{\"status\":{\"id\":\"ord_1\"}}}",
        "{\"order\":{\"id\":\"ord_1\",\"order\":\"ord_1\"}}",
        "{\"id\":\"ord_1\",\"domain_count\":1e-99999999}",
        "{\"id\":\"ord_1\",\"domain_count\":1e999999999}",
        "{\"id\":\"ord_1\",\"api_key\":{}}",
        "{\"id\":\"ord_1\",\"api_key\":[\"test\"]}"
      })
  void data_ofAShapeThatTheContractDoesNotKnow_isTypedAndKeptAsReceived(String data) {
    VerifiedWebhook verified = SignedBodies.verified("order.completed", data);

    assertThat(verified.event()).isInstanceOf(OrderCompletedEvent.class);
    assertThat(verified.type()).isEqualTo("order.completed");
    assertThat(verified.bodyAsString()).contains("\"data\":" + data);
    assertThat(verified.problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.path()).startsWith("data"));
    assertThat(verified.environment()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"order\":{}}", "{\"order\":null}", "{\"id\":\"ord_1\",\"x\":{}}"})
  void data_withNextToNothingInIt_isTyped(String data) {
    assertThat(SignedBodies.verified("order.completed", data).event())
        .isInstanceOf(OrderCompletedEvent.class);
  }

  @Test
  void unknownType_inEitherShape_isKeptAsReceivedAndHasItsSubject() {
    String nested = "{\"order\":{\"id\":\"ord_1\"},\"beside\":1}";
    VerifiedWebhook verified = SignedBodies.verified("order.paused", nested);
    assertThat(verified.event()).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(data(verified.event()))
        .isEqualTo(Map.of("order", Map.of("id", "ord_1"), "beside", 1));
    assertThat(verified.subject()).contains("ord_1");

    verified = SignedBodies.verified("order.paused", "{\"id\":\"ord_2\"}");
    assertThat(data(verified.event())).isEqualTo(Map.of("id", "ord_2"));
    assertThat(verified.subject()).contains("ord_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "order", "order.", ".order", "ORDER.COMPLETED", "e\u0301"})
  void type_ofAnyForm_isKept(String type) {
    VerifiedWebhook verified = SignedBodies.verified(type, RECORD);
    assertThat(verified.type()).isEqualTo(type);
    assertThat(verified.event()).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(verified.subject()).contains("rec_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Order.Completed", "order.Completed", "order.completed ", "OrderCompletedEvent"})
  void type_thatOnlyResemblesAKnownOne_isKeptAsReceived(String type) {
    VerifiedWebhook verified = SignedBodies.verified(type, RECORD);

    assertThat(verified.event()).isInstanceOf(WebhookEvent.Unknown.class);
    assertThat(verified.type()).isEqualTo(type);
    assertThat(verified.problems()).isEmpty();
  }

  private static String family(WebhookEventType type) {
    return type.value().substring(0, type.value().indexOf('.'));
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> data(WebhookEvent event) {
    return (Map<String, Object>) ((Map<String, Object>) event.toJson()).get("data");
  }
}
