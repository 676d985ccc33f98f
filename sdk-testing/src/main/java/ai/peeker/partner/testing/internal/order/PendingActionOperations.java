package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Pages;
import ai.peeker.partner.testing.internal.http.Routes;
import ai.peeker.partner.testing.internal.http.Rows;
import java.util.Map;
import java.util.function.Predicate;
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
    Predicate<PendingActions.Entry> shown =
        entry ->
            entry.action().status().value().equals(status)
                && isOf(query.get("order_id"), entry.order().id())
                && isOf(query.get("domain_id"), entry.action().domainId())
                && isOfUser(query.get("user"), entry.order());
    return pages.of(
        request,
        Map.of(),
        new Rows<>(
            actions.newestFirst(),
            entry -> entry.action().id(),
            shown,
            PendingActions.Entry::action));
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
