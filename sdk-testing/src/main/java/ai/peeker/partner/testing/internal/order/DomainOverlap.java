package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rejects an order with a domain of another active order. All orders of a {@link LocalPeeker} stay
 * active.
 *
 * <p>Guarded by the account's lock.
 */
final class DomainOverlap {
  private final Set<String> activeDomains = new HashSet<>();

  /** Throws {@code domain_already_in_active_order} if one of the domains is in an active order. */
  void rejectOverlap(List<String> domains) {
    List<String> taken =
        domains.stream().filter(domain -> activeDomains.contains(normalize(domain))).toList();
    if (!taken.isEmpty()) {
      throw ErrorResponse.badRequest(
              "domain_already_in_active_order",
              "One or more domains are already in an active or pending-cancel order."
                  + " Cancel that order or use different domains.")
          .details(details -> taken.forEach(details.putArray("domains")::add))
          .toException();
    }
  }

  /** Adds the domains of an accepted order. */
  void addActive(List<String> domains) {
    domains.forEach(domain -> activeDomains.add(normalize(domain)));
  }

  /** Returns the domain in lower case: domain names are case-insensitive. */
  static String normalize(String domain) {
    return domain.toLowerCase(Locale.ROOT);
  }
}
