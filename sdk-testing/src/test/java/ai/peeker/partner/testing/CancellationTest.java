package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest {
  // From 2026-05-08T12:00:00Z to the renewal at 2026-06-08T12:00:00Z.
  private static final Duration PERIOD = Duration.ofDays(31);

  private Scene scene;

  @BeforeEach
  void start() {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void wholeOrder_isScheduledForTheEndOfThePeriod() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));
    scene.advance(Duration.ofDays(10));

    JsonNode cancellation = cancel(id, "").data();

    assertThat(cancellation.path("id").asText()).isEqualTo(id);
    assertThat(cancellation.path("status").asText()).isEqualTo("cancel_scheduled");
    assertThat(cancellation.path("cancellation_scheduled_at").asText())
        .isEqualTo("2026-05-18T12:00:00Z");
    assertThat(cancellation.path("cancels_at").asText()).isEqualTo("2026-06-08T12:00:00Z");
    assertThat(cancellation.path("domains")).hasSize(2);
    assertThat(cancellation.path("domains").path(0).path("id").asText()).startsWith("dom_");
    assertThat(cancellation.path("domains").path(0).path("domain").asText()).isEqualTo("a.com");
  }

  @Test
  void wholeOrder_scheduled_doesNotRenew() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));

    cancel(id, "");

    assertThat(scene.orderStatus(id)).isEqualTo("cancel_scheduled");
    assertThat(scene.order(id).path("renews_at").isNull()).isTrue();
  }

  @Test
  void wholeOrder_isCancelledByTheClock() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));
    cancel(id, "");

    scene.advance(PERIOD.minusSeconds(1));
    assertThat(scene.orderStatus(id)).isEqualTo("cancel_scheduled");
    scene.advance(Duration.ofSeconds(1));

    assertThat(scene.orderStatus(id)).isEqualTo("cancelled");
  }

  @Test
  void wholeOrder_isReportedTwice() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      cancel(id, "");
      scene.advance(PERIOD);

      assertThat(events.take(2))
          .extracting(event -> event.path("type").asText() + event.path("data"))
          .containsExactly(
              "order.cancel_scheduled{\"id\":\"" + id + "\",\"status\":\"cancel_scheduled\"}",
              "order.cancelled{\"id\":\"" + id + "\",\"status\":\"cancelled\"}");
    }
  }

  @Test
  void domains_ofAScheduledOrder_areNotFree() throws Exception {
    cancel(scene.completed(Scene.googleBody("a.com")), "");

    assertThat(scene.client.order(Scene.microsoftBody("a.com")).errorSummary())
        .isEqualTo("400 domain_already_in_active_order");
  }

  @Test
  void domains_ofACancelledOrder_areFree() throws Exception {
    cancel(scene.completed(Scene.googleBody("a.com")), "");
    scene.advance(PERIOD);

    assertThat(scene.client.order(Scene.microsoftBody("a.com")).status()).isEqualTo(200);
  }

  @Test
  void someDomains_byNameAndId_areScheduled() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com", "c.com"));
    String dom = domainId("b.com");

    JsonNode cancellation = cancel(id, "{\"domains\":[\"A.COM\",\"" + dom + "\"]}").data();

    assertThat(cancellation.path("domains"))
        .extracting(domain -> domain.path("domain").asText())
        .containsExactly("a.com", "b.com");
    assertThat(cancellation.path("status").asText()).isEqualTo("completed");
    assertThat(cancellation.path("cancels_at").asText()).isEqualTo("2026-06-08T12:00:00Z");
  }

  @Test
  void someDomains_namedTwice_areScheduledOnce() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));

    JsonNode cancellation = cancel(id, "{\"domains\":[\"a.com\",\"A.com\"]}").data();

    assertThat(cancellation.path("domains")).hasSize(1);
  }

  @Test
  void someDomains_leaveTheOrderAtTheEndOfThePeriod() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));
    cancel(id, "{\"domains\":[\"a.com\"]}");
    assertThat(scene.order(id).path("domain_count").asInt()).isEqualTo(2);

    scene.advance(PERIOD);

    JsonNode order = scene.order(id);
    assertThat(order.path("status").asText()).isEqualTo("completed");
    assertThat(scene.texts(order.path("domains").path("registered"))).containsExactly("b.com");
    // 2 Google licenses and one registration: 2 × 100 + 3,300
    assertThat(order.path("costs").path("total_cents").asInt()).isEqualTo(3_500);
    assertThat(scene.client.order(Scene.googleBody("a.com")).status()).isEqualTo(200);
  }

  @Test
  void lastDomains_cancelTheOrder() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));
    cancel(id, "{\"domains\":[\"a.com\"]}");

    JsonNode rest = cancel(id, "{\"domains\":[\"b.com\"]}").data();

    assertThat(rest.path("status").asText()).isEqualTo("cancel_scheduled");
    scene.advance(PERIOD);
    assertThat(scene.orderStatus(id)).isEqualTo("cancelled");
  }

  @Test
  void rest_afterOneDomain_isScheduledWithoutThatDomain() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));
    cancel(id, "{\"domains\":[\"a.com\"]}");

    JsonNode rest = cancel(id, "").data();

    assertThat(rest.path("domains"))
        .extracting(domain -> domain.path("domain").asText())
        .containsExactly("b.com");
  }

  @Test
  void orderInProgress_scheduled_isNotCompleted() throws Exception {
    String id = scene.google("a.com");
    cancel(id, "");

    scene.advance(Duration.ofMinutes(10));

    assertThat(scene.orderStatus(id)).isEqualTo("cancel_scheduled");
  }

  @Test
  void domain_ofAnOrderThatFailedMeanwhile_isNotTakenFromALaterOrder() throws Exception {
    String failed = scene.google("a.com", "b.com");
    cancel(failed, "{\"domains\":[\"a.com\"]}");
    scene.peeker.orders().fail(failed);
    String later = scene.completed(Scene.googleBody("a.com"));

    scene.advance(PERIOD);

    assertThat(scene.domain("a.com").path("order_id").asText()).isEqualTo(later);
    assertThat(scene.orderStatus(failed)).isEqualTo("failed");
  }

  @Test
  void failedOrder_isNotCancelled() throws Exception {
    String id = scene.google("a.com");
    scene.peeker.orders().fail(id);

    assertThat(cancel(id, "").errorSummary()).isEqualTo("400 invalid_request");
  }

  @Test
  void scheduledOrder_cancelledAgain_isRejected() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));
    cancel(id, "");

    TestResponse again = cancel(id, "");

    assertThat(again.errorSummary()).isEqualTo("400 invalid_request");
    assertThat(again.error().path("message").asText())
        .isEqualTo("Order " + id + " is already scheduled to be cancelled");
  }

  @Test
  void cancelledOrder_cancelledAgain_isRejected() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));
    cancel(id, "");
    scene.advance(PERIOD);

    assertThat(cancel(id, "").error().path("message").asText())
        .isEqualTo("Order " + id + " is already cancelled");
  }

  @Test
  void domain_cancelledAgain_isRejectedByItsPlace() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com", "b.com"));
    cancel(id, "{\"domains\":[\"a.com\"]}");

    assertThat(cancel(id, "{\"domains\":[\"b.com\",\"a.com\"]}").errorSummary())
        .isEqualTo("400 invalid_request domains[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.com", "dom_unknown", "elsewhere.com"})
  void domain_notOnTheOrder_isRejectedByItsPlace(String domain) throws Exception {
    scene.google("elsewhere.com");
    String id = scene.completed(Scene.googleBody("a.com"));

    assertThat(cancel(id, "{\"domains\":[\"a.com\",\"" + domain + "\"]}").errorSummary())
        .isEqualTo("400 invalid_request domains[1]");
    assertThat(scene.orderStatus(id)).isEqualTo("completed");
  }

  @Test
  void domains_empty_areRejected() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));

    assertThat(cancel(id, "{\"domains\":[]}").errorSummary())
        .isEqualTo("400 invalid_request domains");
  }

  @Test
  void unknownOrder_isNotFound() throws Exception {
    assertThat(cancel("ord_unknown", "").errorSummary()).isEqualTo("404 not_found");
  }

  private TestResponse cancel(String id, String body) throws Exception {
    return scene.post("/orders/" + id + "/cancel", body);
  }

  private String domainId(String name) throws Exception {
    return scene.domain(name).path("id").asText();
  }
}
