package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Serves {@code /orders}. */
public final class OrderOperations {
  private static final Map<String, String> FILTERS =
      Map.of(
          "user_id",
          "user_id",
          "user_email",
          "email",
          "bundle_id",
          "bundle_id",
          "status",
          "status");

  private final Orders orders;
  private final Pages pages;

  public OrderOperations(Orders orders, Pages pages) {
    this.orders = orders;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("POST", "/orders", OrderOperations::checkShape, this::place);
    routes.add("GET", "/orders", this::list);
    routes.add("GET", "/orders/{id}", this::get);
  }

  private static void checkShape(LocalRequest request) {
    OrderBodyReader.checkShape(Json.readObject(request.body()));
  }

  private LocalResponse place(LocalRequest request) {
    byte[] body = request.body();
    OrderBody order = OrderBodyReader.read(Json.readObject(body));
    return LocalResponse.data(orders.place(order, sha256(body)).summary());
  }

  private LocalResponse list(LocalRequest request) {
    List<JsonNode> rows =
        orders.newestFirst().stream().map(order -> Json.tree(order.summary())).toList();
    return pages.of(request, FILTERS, rows);
  }

  private LocalResponse get(LocalRequest request) {
    String id = request.pathParameter("id");
    Order order =
        orders.find(id).orElseThrow(() -> ErrorResponse.noRecord("order", id).toException());
    return LocalResponse.data(order.summary());
  }

  /** Returns a digest to compare bodies by: the body itself has a login password. */
  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256 is missing, although every Java platform must provide it", impossible);
    }
  }
}
