package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders held, and the rules that need them: replay, overlap, domains that are not free. */
final class OrderBook {
  private static final Duration REPLAY_WINDOW = Duration.ofHours(24);

  private final Clock clock;
  private final Ids ids;
  private final Bundles bundles;
  private final Customers customers;
  private final Map<String, LocalOrder> orders = new LinkedHashMap<>();
  private final Map<String, Accepted> acceptedBodies = new HashMap<>();
  private final Map<String, String> orderIdsByDomain = new HashMap<>();
  private final Map<String, String> blockedDomains = new HashMap<>();

  OrderBook(Clock clock, Ids ids, Bundles bundles) {
    this.clock = clock;
    this.ids = ids;
    this.bundles = bundles;
    this.customers = new Customers(ids);
  }

  /** The answer to an order: the order, and whether it is new or was held before. */
  record Placement(LocalOrder order, boolean isNew) {}

  /**
   * Accepts the order, or answers with the one accepted for the same body within the last 24 hours.
   *
   * @param bodyDigest tells whether two bodies are the same, byte for byte
   */
  synchronized Placement place(OrderRequest request, String bodyDigest) {
    long required = requiredDomains(request);
    Instant now = clock.instant();
    Accepted earlier = acceptedBodies.get(bodyDigest);
    if (earlier != null && now.isBefore(earlier.at().plus(REPLAY_WINDOW))) {
      return new Placement(earlier.order(), false);
    }
    refuseWrongCount(required, request.domains().size());
    refuseOverlap(request.domains());
    refuseBlocked(request.domains());
    LocalOrder order = accept(request, now.truncatedTo(ChronoUnit.SECONDS));
    acceptedBodies.put(bodyDigest, new Accepted(order, now));
    return new Placement(order, true);
  }

  synchronized void block(String domain, String reason) {
    blockedDomains.put(OrderRequest.sameDomainKey(domain), reason);
  }

  synchronized Optional<LocalOrder> find(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** All orders, the oldest first. */
  synchronized List<LocalOrder> all() {
    return new ArrayList<>(orders.values());
  }

  List<LocalOrder> newestFirst() {
    List<LocalOrder> newestFirst = all();
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private long requiredDomains(OrderRequest request) {
    String bundleId = request.bundleId();
    if (bundleId == null) {
      return request.plannedDomains();
    }
    return bundles
        .find(bundleId)
        .map(Bundle::requiredDomains)
        .orElseThrow(() -> Refusal.invalid("bundle_id", "No bundle " + bundleId + " is saved"));
  }

  private static void refuseWrongCount(long required, int submitted) {
    if (required != submitted) {
      throw new Refusal(
          ErrorReply.of(
                  400,
                  "domain_count_mismatch",
                  "Submitted domain count does not match the order plan")
              .field("domains")
              .details(
                  details ->
                      details
                          .put("required_count", required)
                          .put("submitted_count", submitted)
                          // With too many domains none is missing.
                          .put("missing_count", Math.max(0, required - submitted)))
              .reply());
    }
  }

  private void refuseOverlap(List<String> domains) {
    List<String> taken =
        domains.stream()
            .filter(domain -> orderIdsByDomain.containsKey(OrderRequest.sameDomainKey(domain)))
            .toList();
    if (!taken.isEmpty()) {
      throw new Refusal(
          ErrorReply.of(
                  400,
                  "domain_already_in_active_order",
                  "One or more domains are already in an active or pending-cancel order."
                      + " Cancel that order or use different domains.")
              .details(details -> taken.forEach(details.putArray("domains")::add))
              .reply());
    }
  }

  private void refuseBlocked(List<String> domains) {
    List<String> blocked =
        domains.stream()
            .filter(domain -> blockedDomains.containsKey(OrderRequest.sameDomainKey(domain)))
            .toList();
    if (!blocked.isEmpty()) {
      throw new Refusal(
          ErrorReply.of(
                  400,
                  "domains_not_submittable",
                  "Some domains cannot be submitted for registration")
              .field("domains")
              .details(
                  details -> {
                    details.put("required_replacements", blocked.size());
                    addReasons(details.putArray("domains_not_submittable"), blocked);
                  })
              .reply());
    }
  }

  private void addReasons(ArrayNode rows, List<String> blocked) {
    for (String domain : blocked) {
      String reason = blockedDomains.get(OrderRequest.sameDomainKey(domain));
      rows.addObject().put("domain", domain).put("reason", reason);
    }
  }

  private LocalOrder accept(OrderRequest request, Instant createdAt) {
    Customers.Customer customer = customers.named(request.user());
    LocalOrder order =
        new LocalOrder(
            ids.order(),
            customer.id(),
            customer.email(),
            request.bundleId(),
            "in_progress",
            request.domains(),
            createdAt);
    orders.put(order.id(), order);
    for (String domain : order.domains()) {
      orderIdsByDomain.put(OrderRequest.sameDomainKey(domain), order.id());
    }
    return order;
  }

  private record Accepted(LocalOrder order, Instant at) {}
}
