package ai.peeker.partner.testing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A well-shaped order body, as far as this API's rules look at it.
 *
 * @param user an e-mail or the id of a user
 * @param bundleId the bundle ordered, or null for a custom order
 * @param plannedDomains the domains a custom order's licences need; 0 for a bundle order, whose
 *     bundle says it
 * @param domains the names as submitted
 */
record OrderRequest(
    String user, @Nullable String bundleId, long plannedDomains, List<String> domains) {

  OrderRequest {
    domains = List.copyOf(domains);
  }

  /** Domain names differ by letters, not by their case. */
  static String sameDomainKey(String domain) {
    return domain.toLowerCase(Locale.ROOT);
  }
}
