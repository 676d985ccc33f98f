package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderCosts;
import ai.peeker.partner.model.OrderEventData;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.OrderSummary;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted order.
 *
 * @param email the user's email, or null if the order has a user id whose email is unknown
 * @param bundleId the id of the bundle, or null for a custom order
 * @param domains the domain names, spelled and sorted as submitted
 */
public record Order(
    String id,
    String userId,
    @Nullable String email,
    @Nullable String bundleId,
    OrderStatus status,
    List<String> domains,
    OffsetDateTime createdAt) {
  // Invented, but equal to the costs per domain in the one documented example.
  private static final long CENTS_PER_DOMAIN = 3_400;

  public Order {
    domains = List.copyOf(domains);
  }

  /** Converts the order to a row of the list. The renewal date is null: nothing is billed. */
  OrderSummary summary() {
    return OrderSummary.builder()
        .id(id)
        .userId(userId)
        .email(email)
        .bundleId(bundleId)
        .status(status)
        .domainCount(domains.size())
        .costs(
            OrderCosts.builder()
                .totalCents(CENTS_PER_DOMAIN * domains.size())
                .currency("usd")
                .build())
        .renewsAt(null)
        .createdAt(createdAt)
        .build();
  }

  /** Converts the order to the data of an event that reports its status. */
  OrderEventData statusEvent() {
    return OrderEventData.builder().id(id).status(status).build();
  }
}
