package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rejects an order with a domain that cannot be registered.
 *
 * <p>Guarded by the account's lock.
 */
final class BlockedDomains {
  private final Map<String, String> reasonsByDomain = new HashMap<>();

  void add(String domain, String reason) {
    Arguments.requireNonNull(domain, "domain");
    Arguments.requireNonNull(reason, "reason");
    reasonsByDomain.put(DomainOverlap.normalize(domain), reason);
  }

  /** Throws {@code domains_not_submittable} if one of the domains is blocked. */
  void rejectBlocked(List<String> domains) {
    List<String> blocked =
        domains.stream()
            .filter(domain -> reasonsByDomain.containsKey(DomainOverlap.normalize(domain)))
            .toList();
    if (!blocked.isEmpty()) {
      throw ErrorResponse.badRequest(
              "domains_not_submittable", "Some domains cannot be submitted for registration")
          .field("domains")
          .details(details -> addReasons(details, blocked))
          .toException();
    }
  }

  private void addReasons(ObjectNode details, List<String> blocked) {
    details.put("required_replacements", blocked.size());
    ArrayNode rows = details.putArray("domains_not_submittable");
    for (String domain : blocked) {
      String reason = reasonsByDomain.get(DomainOverlap.normalize(domain));
      rows.addObject().put("domain", domain).put("reason", reason);
    }
  }
}
