package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves {@code /orders/pending}. */
public final class PendingActionOperations {
  private final PendingActions actions;
  private final Pages pages;

  public PendingActionOperations(PendingActions actions, Pages pages) {
    this.actions = actions;
    this.pages = pages;
  }

  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    routes.add("GET", "/orders/pending", this::list);
  }

  private LocalResponse list(LocalRequest request) {
    Map<String, String> query = request.query();
    String status = query.getOrDefault("status", "open");
    List<PendingActions.Entry> entries =
        actions.newestFirst().stream()
            .filter(entry -> entry.action().status().value().equals(status))
            .filter(entry -> isOf(query.get("order_id"), entry.order().id()))
            .filter(entry -> isOf(query.get("domain_id"), entry.action().domainId()))
            .filter(entry -> isOfUser(query.get("user"), entry.order()))
            .toList();
    return pages.of(
        request, Map.of(), entries.stream().map(entry -> Json.tree(entry.action())).toList());
  }

  private static boolean isOf(@Nullable String wanted, @Nullable String value) {
    return wanted == null || wanted.equals(value);
  }

  private static boolean isOfUser(@Nullable String wanted, Order order) {
    return wanted == null
        || wanted.equals(order.user().id())
        || wanted.equalsIgnoreCase(order.user().email());
  }
}
