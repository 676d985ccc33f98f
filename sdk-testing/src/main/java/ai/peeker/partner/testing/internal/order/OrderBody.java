package ai.peeker.partner.testing.internal.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a well-formed order body that later checks need.
 *
 * @param user an email or a user id
 * @param bundleId the bundle ordered, or null for a custom order
 * @param plannedDomains the number of domains a custom order's licenses need; 0 for a bundle order,
 *     whose bundle has that number
 * @param domains the names as submitted
 */
record OrderBody(
    String user, @Nullable String bundleId, long plannedDomains, List<String> domains) {

  OrderBody {
    domains = List.copyOf(domains);
  }
}
