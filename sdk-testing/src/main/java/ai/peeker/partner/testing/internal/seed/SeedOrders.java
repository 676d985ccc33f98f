package ai.peeker.partner.testing.internal.seed;

import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.order.Order;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Places the orders of a seed and moves them to their status. */
final class SeedOrders {
  private static final String STATUS = "status";

  private final LocalApi api;
  private final SeedPlanter planter;

  SeedOrders(LocalApi api, SeedPlanter planter) {
    this.api = api;
    this.planter = planter;
  }

  /**
   * Places an order.
   *
   * @param order the body of {@code POST /orders} and the status
   */
  void plant(ObjectNode order, String path) {
    JsonNode status = order.remove(STATUS);
    if (!order.has("sequencer")) {
      order.set("sequencer", sequencer());
    }
    if (!order.has("personas")) {
      order.putArray("personas");
    }
    JsonNode placed = planter.post("/orders", order, path);
    if (status != null) {
      move(placed.path("id").asText(), OrderStatus.of(status.asText()), path + "." + STATUS);
    }
  }

  private static ObjectNode sequencer() {
    return Json.object()
        .put("provider", "smartlead")
        .putNull("client_id")
        .put("login_email", "seed@example.com")
        .put("login_password", "seed");
  }

  private void move(String id, OrderStatus status, String path) {
    Order order = api.orders().find(id).orElseThrow();
    switch (status.known()) {
      case IN_PROGRESS -> {}
      case COMPLETED -> api.account().locked(() -> api.orders().life().complete(order));
      case FAILED -> api.account().locked(() -> api.orders().life().fail(order));
      case ACTION_REQUIRED ->
          api.account()
              .locked(
                  () ->
                      api.orders()
                          .life()
                          .requireAction(order, PendingActionReason.UPDATE_NAMESERVERS));
      case CANCEL_SCHEDULED -> {
        api.account().locked(() -> api.orders().life().complete(order));
        planter.post("/orders/" + id + "/cancel", Json.object(), path);
      }
      default ->
          throw new SeedException(
              path,
              "is unknown: "
                  + status.value()
                  + " (expected in_progress, completed, failed, action_required or"
                  + " cancel_scheduled)");
    }
  }
}
