package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Serves {@code /orders}. */
public final class OrderOperations {
  private static final Map<String, String> FILTERS =
      Map.of("user_id", "user_id", "bundle_id", "bundle_id", "status", "status");

  private final Account account;
  private final Orders orders;
  private final Pages pages;

  public OrderOperations(Account account, Orders orders, Pages pages) {
    this.account = account;
    this.orders = orders;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("POST", "/orders", OrderOperations::checkShape, this::place);
    routes.add("GET", "/orders", this::list);
    routes.add("GET", "/orders/{id}", this::get);
    routes.add("POST", "/orders/{id}/cancel", this::cancel);
  }

  private static void checkShape(LocalRequest request) {
    OrderBodyReader.checkShape(Json.readObject(request.body()));
  }

  private LocalResponse place(LocalRequest request) {
    byte[] body = request.body();
    OrderBody order = OrderBodyReader.read(Json.readObject(body));
    return LocalResponse.data(summary(orders.place(order, sha256(body))));
  }

  private LocalResponse list(LocalRequest request) {
    String email = request.query().get("user_email");
    Predicate<Order> shown = order -> email == null || email.equalsIgnoreCase(order.user().email());
    return pages.of(
        request, FILTERS, new Rows<>(orders.newestFirst(), Order::id, shown, this::summary));
  }

  private LocalResponse get(LocalRequest request) {
    return LocalResponse.data(OrderModels.details(find(request), account.timestamp()));
  }

  private LocalResponse cancel(LocalRequest request) {
    Order order = find(request);
    byte[] body = request.body();
    if (body.length == 0) {
      return LocalResponse.data(orders.cancellations().cancel(order));
    }
    List<String> domains = new ArrayList<>();
    Json.readObject(body).path("domains").forEach(domain -> domains.add(domain.asText()));
    return LocalResponse.data(orders.cancellations().cancel(order, domains));
  }

  private Order find(LocalRequest request) {
    String id = request.pathParameter("id");
    return orders.find(id).orElseThrow(() -> ErrorResponse.noRecord("order", id).toException());
  }

  private OrderSummary summary(Order order) {
    return OrderModels.summary(order, account.timestamp());
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
