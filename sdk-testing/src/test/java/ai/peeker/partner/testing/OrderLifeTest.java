package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderLifeTest {
  private Scene scene;
  private LocalOrders orders;

  @BeforeEach
  void start() {
    scene = Scene.start();
    orders = scene.peeker.orders();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"599, in_progress", "600, completed", "86400, completed"})
  void order_afterSeconds_isCompletedByTheClockAfterTenMinutes(int seconds, String status)
      throws Exception {
    String id = scene.google("a.com");

    scene.advance(Duration.ofSeconds(seconds));

    assertThat(scene.orderStatus(id)).isEqualTo(status);
  }

  @Test
  void order_withAnotherDuration_isCompletedAfterIt() throws Exception {
    try (Scene slow = Scene.start(builder -> builder.orderDuration(Duration.ofHours(2)))) {
      String id = slow.google("a.com");
      slow.advance(Duration.ofMinutes(119));
      assertThat(slow.orderStatus(id)).isEqualTo("in_progress");

      slow.advance(Duration.ofMinutes(1));

      assertThat(slow.orderStatus(id)).isEqualTo("completed");
    }
  }

  @Test
  void orderDuration_negative_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().orderDuration(Duration.ofSeconds(-1)))
        .withMessage("duration is out of range: PT-1S (expected 0 or more)");
  }

  @Test
  void order_completed_connectsItsDomainsBeforeItIsReported() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      scene.google("a.com", "b.com");

      scene.advance(Duration.ofMinutes(10));

      assertThat(events.types(4))
          .containsExactly(
              "order.in_progress", "domain.connected", "domain.connected", "order.completed");
    }
  }

  @Test
  void completedEvent_hasTheFullOrder() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      String id = scene.google("a.com");
      orders.complete(id);

      JsonNode event = events.take(3).get(2);

      assertThat(event.path("data")).isEqualTo(scene.order(id));
      assertThat(EventReceiver.read(event).problems()).isEmpty();
    }
  }

  @Test
  void connectedEvent_namesTheDomainAndItsOrder() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      String id = scene.microsoft("a.com");
      orders.complete(id);

      JsonNode data = events.take(2).get(1).path("data");

      assertThat(data.path("domain").asText()).isEqualTo("a.com");
      assertThat(data.path("id").asText()).startsWith("dom_");
      assertThat(data.path("status").asText()).isEqualTo("active");
      assertThat(data.path("category").asText()).isEqualTo("connected");
      assertThat(data.path("provider").asText()).isEqualTo("microsoft");
      assertThat(data.path("order_id").asText()).isEqualTo(id);
    }
  }

  @Test
  void order_completedByHand_isNotCompletedAgainByTheClock() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      orders.complete(scene.google("a.com"));

      scene.advance(Duration.ofHours(1));
      scene.google("later.com");

      assertThat(events.types(4))
          .containsExactly(
              "order.in_progress", "domain.connected", "order.completed", "order.in_progress");
    }
  }

  @Test
  void order_failed_staysFailed() throws Exception {
    String id = scene.google("a.com");
    orders.fail(id);

    scene.advance(Duration.ofHours(1));

    assertThat(scene.orderStatus(id)).isEqualTo("failed");
    assertThat(scene.order(id).path("renews_at").isNull()).isTrue();
  }

  @Test
  void order_failed_isReported() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      String id = scene.google("a.com");
      orders.fail(id);

      JsonNode event = events.take(2).get(1);

      assertThat(event.path("type").asText()).isEqualTo("order.failed");
      assertThat(event.path("data").toString())
          .isEqualTo("{\"id\":\"" + id + "\",\"status\":\"failed\"}");
    }
  }

  @Test
  void domains_ofAFailedOrder_areFree() throws Exception {
    orders.fail(scene.google("a.com"));

    assertThat(scene.client.order(Scene.microsoftBody("a.com")).status()).isEqualTo(200);
  }

  @Test
  void requiredAction_keepsTheOrderFromCompletion() throws Exception {
    String id = scene.google("a.com");
    orders.requireAction(id, PendingActionReason.UPDATE_NAMESERVERS);

    scene.advance(Duration.ofDays(1));

    assertThat(scene.orderStatus(id)).isEqualTo("action_required");
  }

  @Test
  void requiredAction_isReportedForTheDomainAndTheOrder() throws Exception {
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      String id = scene.google("a.com");
      orders.requireAction(id, PendingActionReason.REPLACE_DOMAIN);

      List<JsonNode> received = events.take(3);

      assertThat(received)
          .extracting(event -> event.path("type").asText())
          .containsExactly("order.in_progress", "domain.action_required", "order.action_required");
      assertThat(received.get(1).path("data").path("status").asText()).isEqualTo("action_required");
    }
  }

  @Test
  void resolvedAction_movesTheOrderOnToCompletion() throws Exception {
    String id = scene.google("a.com");
    PendingAction action = orders.requireAction(id, PendingActionReason.UPDATE_NAMESERVERS);

    orders.resolve(action.id());

    assertThat(scene.orderStatus(id)).isEqualTo("in_progress");
    scene.advance(Duration.ofMinutes(10));
    assertThat(scene.orderStatus(id)).isEqualTo("completed");
  }

  @Test
  void resolvedAction_withAnotherOpen_leavesTheOrderWaiting() throws Exception {
    String id = scene.google("a.com");
    PendingAction first = orders.requireAction(id, PendingActionReason.UPDATE_NAMESERVERS);
    orders.requireAction(id, PendingActionReason.REPLACE_DOMAIN);

    orders.resolve(first.id());

    assertThat(scene.orderStatus(id)).isEqualTo("action_required");
  }

  @Test
  void resolvedAction_ofAnOrderThatWasCompleted_completesItImmediately() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));
    PendingAction action = orders.requireAction(id, PendingActionReason.UPDATE_NAMESERVERS);
    assertThat(scene.orderStatus(id)).isEqualTo("action_required");

    orders.resolve(action.id());

    assertThat(scene.orderStatus(id)).isEqualTo("completed");
  }

  @Test
  void complete_inActionRequired_resolvesTheActions() throws Exception {
    String id = scene.google("a.com");
    orders.requireAction(id, PendingActionReason.UPDATE_NAMESERVERS);

    orders.complete(id);

    assertThat(scene.orderStatus(id)).isEqualTo("completed");
    assertThat(scene.get("/orders/pending").data()).isEmpty();
  }

  @Test
  void control_thatTheStatusDoesNotAllow_isRejected() throws Exception {
    String id = scene.completed(Scene.googleBody("a.com"));

    assertThatIllegalStateException()
        .isThrownBy(() -> orders.fail(id))
        .withMessage("Order " + id + " is completed (expected in_progress or action_required)");
  }

  @Test
  void control_ofAnUnknownOrder_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orders.complete("ord_unknown"))
        .withMessage("No order ord_unknown in this account");
  }

  @Test
  void snapshot_doesNotChangeWithItsOrder() throws Exception {
    String id = scene.google("a.com");
    LocalOrder before = orders.get(id);

    orders.complete(id);

    assertThat(before.status()).isEqualTo(OrderStatus.IN_PROGRESS);
    assertThat(orders.get(id).status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"in_progress, 1", "completed, 1", "failed, 1", "action_required, 1", "cancelled, 0"})
  void list_filteredByStatus_hasTheOrdersOfThatStatus(String status, int expected)
      throws Exception {
    scene.google("a.com");
    scene.completed(Scene.googleBody("b.com"));
    orders.fail(scene.google("c.com"));
    orders.requireAction(scene.google("d.com"), PendingActionReason.REPLACE_DOMAIN);

    assertThat(scene.get("/orders?status=" + status).data()).hasSize(expected);
  }
}
