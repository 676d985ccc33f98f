package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.OrderActionRequiredEvent;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed event is delivered to its handler, whatever the shape of a single property. */
@Timeout(30)
class UnreadablePropertiesTest extends ReportingHandlerFixture {
  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"ord_1\",\"domain_count\":\"12\"}',             data.domain_count",
    "'{\"id\":\"ord_1\",\"domain_count\":1.5}',                data.domain_count",
    "'{\"id\":\"ord_1\",\"domains\":[\"a.com\"]}',             data.domains",
    "'{\"id\":\"ord_1\",\"status\":7}',                        data.status",
    "'{\"id\":\"ord_1\",\"renews_at\":\"soon\"}',              data.renews_at",
    "'{\"id\":\"ord_1\",\"costs\":\"free\"}',                  data.costs",
    "'{\"id\":\"ord_1\",\"personas\":{}}',                     data.personas",
    "'{\"id\":\"ord_1\",\"api_key\":{}}',                      data.api_key.environment"
  })
  void property_unreadable_isLeftOutAndReportedAndTheEventIsHandled(String data, String path) {
    String body = SignedBodies.body("order.completed", data);

    assertThat(deliver(body).status()).isEqualTo(200);
    assertThat(handled).containsExactly("ord_1");
    assertThat(reported).singleElement().asString().contains(path + " ");

    VerifiedWebhook webhook = SignedBodies.verified(body);
    assertThat(webhook.problems()).extracting(JsonProblem::path).containsExactly(path);
    assertThat(webhook.bodyAsString()).as("raw").contains(data);
    assertThat(webhook.subject()).contains("ord_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"ord_1\"", "7", "true"})
  void data_thatIsNotAnObject_isEmptyAndReported(String data) {
    assertThat(deliver(SignedBodies.body("order.completed", data)).status()).isEqualTo(200);
    assertThat(handled).containsExactly("null");
    assertThat(reported).singleElement().asString().contains("data must be an object");
  }

  @Test
  void data_missing_isEmptyAndReported() {
    String body =
        "{\"id\":\"evt_1\",\"type\":\"order.completed\",\"created_at\":\"2026-05-08T12:00:00Z\"}";
    assertThat(deliver(body).status()).isEqualTo(200);
    assertThat(reported).singleElement().asString().contains("data is missing");
  }

  @Test
  void data_ofAnyTypeThatIsNull_isTyped() {
    assertThat(WebhookEventType.knownValues())
        .allSatisfy(
            type ->
                assertThat(className(SignedBodies.verified(type.value(), "null")))
                    .isEqualToIgnoringCase(type.value().replaceAll("[._]", "") + "Event"));
  }

  private static String className(VerifiedWebhook webhook) {
    return webhook.event().getClass().getSimpleName();
  }

  @Test
  void properties_besideUnreadableOnes_areKept() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed",
            "{\"id\":\"ord_1\",\"domain_count\":\"12\",\"email\":\"a@example.com\",\"renews_at\":5,"
                + "\"costs\":{\"total_cents\":\"many\",\"currency\":\"usd\"},\"new\":[1]}");

    assertThat(data(webhook).email()).isEqualTo("a@example.com");
    assertThat(data(webhook).domainCount()).isNull();
    assertThat(data(webhook).costs().currency()).isEqualTo("usd");
    assertThat(data(webhook).costs().totalCents()).isNull();
    assertThat(data(webhook).additionalProperties()).containsEntry("new", List.of(1));
    assertThat(webhook.problems())
        .extracting(JsonProblem::path)
        .containsExactlyInAnyOrder("data.domain_count", "data.costs.total_cents", "data.renews_at");
  }

  @Test
  void element_unreadable_isLeftOutOfItsList() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed",
            "{\"personas\":[{\"first_name\":\"Sam\"},7,{\"first_name\":7,\"last_name\":\"Lee\"},"
                + "null,{\"first_name\":\"Kim\"}]}");

    assertThat(data(webhook).personas())
        .extracting(OrderPersona::firstName)
        .containsExactly("Sam", null, "Kim");
    assertThat(webhook.problems())
        .extracting(JsonProblem::path)
        .containsExactly("data.personas[1]", "data.personas[2].first_name", "data.personas[3]");
  }

  @Test
  void element_withoutARequiredProperty_isLeftOutOfItsList() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.action_required",
            "{\"order\":{\"id\":\"ord_1\",\"pending_actions\":[{\"id\":\"act_1\",\"status\":\"open\"},"
                + "{\"status\":\"open\",\"domain\":7},{\"id\":\"act_3\",\"status\":\"open\"}]}}");

    assertThat(webhook.event())
        .isInstanceOfSatisfying(
            OrderActionRequiredEvent.class,
            event -> {
              assertThat(event.data().id()).isEqualTo("ord_1");
              assertThat(event.data().pendingActions())
                  .extracting(PendingAction::id)
                  .containsExactly("act_1", "act_3");
            });
  }

  @Test
  void recordOfAnOlderEvent_withAnUnreadableProperty_isReadWithoutIt() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed",
            "{\"order\":{\"id\":\"ord_1\",\"domain_count\":\"12\",\"email\":\"a@example.com\"}}");

    assertThat(data(webhook).id()).isEqualTo("ord_1");
    assertThat(data(webhook).email()).isEqualTo("a@example.com");
    assertThat(data(webhook).order().email()).isEqualTo("a@example.com");
  }

  @Test
  void elements_thousandsOfThemUnreadable_areLeftOut() {
    String odd = "7,{\"first_name\":[]},".repeat(2_000);
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed",
            "{\"id\":\"ord_1\",\"personas\":[" + odd + "{\"first_name\":\"Sam\"}]}");

    assertThat(data(webhook).personas())
        .hasSize(2_001)
        .last()
        .extracting(OrderPersona::firstName)
        .isEqualTo("Sam");
  }

  @Test
  void records_nestedDeeply_areRead() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed",
            "{\"api_key\":{},\"order\":".repeat(300) + "{\"id\":7}" + "}".repeat(300));

    assertThat(webhook.event()).isInstanceOf(OrderCompletedEvent.class);
    assertThat(webhook.problems()).as("the first ones").hasSize(100);
  }

  @Test
  void problem_ofADuplicate_isNotReportedAgain() {
    String body = SignedBodies.body("order.completed", "null");
    deliver(body);

    assertThat(deliver(body).kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(reported).hasSize(1);
  }

  @Test
  void problem_ofAnEventWhoseHandlerFails_isReportedBesideTheFailure() {
    List<Throwable> failures = new ArrayList<>();
    WebhookHandler failing =
        WebhookHandler.builder(Verifiers.usual())
            .executor(Runnable::run)
            .onFailure((webhook, failure) -> failures.add(failure))
            .fallback(
                (event, context) -> {
                  throw new IOException("effect");
                })
            .build();
    byte[] body = SignedBodies.body("order.completed", "7").getBytes(StandardCharsets.UTF_8);

    failing.handle(
        SignedWebhook.headers(
            "evt_1", SignedWebhook.TIMESTAMP, SignedBodies.signature("evt_1", body)),
        body);

    assertThat(failures).hasExactlyElementsOfTypes(IOException.class, InvalidModelException.class);
  }

  @Test
  void problem_neverQuotesTheValue() {
    deliver(SignedBodies.body("order.completed", "{\"domain_count\":\"canary-value\"}"));
    assertThat(reported).singleElement().asString().doesNotContain("canary-value");
  }

  @Test
  void property_unreadableInANestedDomain_isReported() {
    VerifiedWebhook webhook =
        SignedBodies.verified("domain.connected", "{\"domain\":{\"id\":\"dom_1\",\"user_id\":5}}");

    assertThat(webhook.subject()).contains("dom_1");
    assertThat(webhook.problems()).extracting(JsonProblem::path).containsExactly("data.user_id");
  }

  @Test
  void string_withAnUnpairedSurrogateInANestedRecord_costsNothing() {
    VerifiedWebhook webhook =
        SignedBodies.verified(
            "order.completed", "{\"order\":{\"id\":\"ord_1\",\"note\":\"\\ud83d\"}}");

    assertThat(data(webhook).id()).isEqualTo("ord_1");
    assertThat(data(webhook).additionalProperties()).containsEntry("note", "\ud83d");
  }
}
