package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.domain.DomainName;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rejects a domain of another order that is active or scheduled to cancel.
 *
 * <p>Guarded by the account's lock.
 */
public final class DomainOverlap {
  private final Set<String> activeDomains = new HashSet<>();

  /** Throws {@code domain_already_in_active_order} if one of the domains is in an active order. */
  public void rejectOverlap(List<String> domains) {
    List<String> taken = domains.stream().filter(this::contains).toList();
    if (!taken.isEmpty()) {
      throw ErrorResponse.badRequest(
              "domain_already_in_active_order",
              "One or more domains are already in an active or pending-cancel order."
                  + " Cancel that order or use different domains.")
          .details(details -> taken.forEach(details.putArray("domains")::add))
          .toException();
    }
  }

  public boolean contains(String domain) {
    return activeDomains.contains(DomainName.normalize(domain));
  }

  /** Adds domains of an active order. */
  public void add(Collection<String> domains) {
    domains.forEach(domain -> activeDomains.add(DomainName.normalize(domain)));
  }

  /** Frees domains for other orders. */
  public void remove(Collection<String> domains) {
    domains.forEach(domain -> activeDomains.remove(DomainName.normalize(domain)));
  }
}
