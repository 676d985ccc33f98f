package ai.peeker.partner.testing;

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

/** The accepted orders, and the checks that depend on them, on the bundles and on the time. */
final class OrderStore {
  private static final Duration IDEMPOTENCY_WINDOW = Duration.ofHours(24);

  private final Clock clock;
  private final IdGenerator ids;
  private final BundleStore bundles;
  private final Users users;
  private final DomainOverlap domainOverlap = new DomainOverlap();
  private final BlockedDomains blockedDomains = new BlockedDomains();
  private final Map<String, LocalOrder> orders = new LinkedHashMap<>();
  private final Map<String, AcceptedBody> acceptedBodies = new HashMap<>();

  OrderStore(Clock clock, IdGenerator ids, BundleStore bundles) {
    this.clock = clock;
    this.ids = ids;
    this.bundles = bundles;
    this.users = new Users(ids);
  }

  /** A placed order, and whether this request created it. */
  record Placement(LocalOrder order, boolean isNew) {}

  /**
   * Accepts the order, or returns the order accepted for the same body within the last 24 hours.
   *
   * @param bodyDigest identifies the body, byte for byte
   */
  synchronized Placement place(OrderBody body, String bodyDigest) {
    long required = requiredDomains(body);
    Instant now = clock.instant();
    AcceptedBody earlier = acceptedBodies.get(bodyDigest);
    if (earlier != null && now.isBefore(earlier.at().plus(IDEMPOTENCY_WINDOW))) {
      return new Placement(earlier.order(), false);
    }
    rejectCountMismatch(required, body.domains().size());
    domainOverlap.rejectOverlap(body.domains());
    blockedDomains.rejectBlocked(body.domains());
    LocalOrder order = accept(body, now.truncatedTo(ChronoUnit.SECONDS));
    acceptedBodies.put(bodyDigest, new AcceptedBody(order, now));
    return new Placement(order, true);
  }

  synchronized void block(String domain, String reason) {
    blockedDomains.add(domain, reason);
  }

  synchronized Optional<LocalOrder> find(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** Returns all orders, the oldest first. */
  synchronized List<LocalOrder> all() {
    return new ArrayList<>(orders.values());
  }

  List<LocalOrder> newestFirst() {
    List<LocalOrder> newestFirst = all();
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private long requiredDomains(OrderBody body) {
    String bundleId = body.bundleId();
    if (bundleId == null) {
      return body.plannedDomains();
    }
    return bundles
        .find(bundleId)
        .map(Bundle::requiredDomains)
        .orElseThrow(
            () ->
                ErrorResponseException.invalid(
                    "bundle_id", "No bundle " + bundleId + " in this account"));
  }

  private static void rejectCountMismatch(long required, int submitted) {
    if (required != submitted) {
      throw ErrorResponse.badRequest(
              "domain_count_mismatch", "Submitted domain count does not match the order plan")
          .field("domains")
          .details(
              details ->
                  details
                      .put("required_count", required)
                      .put("submitted_count", submitted)
                      .put("missing_count", Math.max(0, required - submitted)))
          .toException();
    }
  }

  private LocalOrder accept(OrderBody body, Instant createdAt) {
    Users.User user = users.findOrCreate(body.user());
    LocalOrder order =
        new LocalOrder(
            ids.nextOrderId(),
            user.id(),
            user.email(),
            body.bundleId(),
            "in_progress",
            body.domains(),
            createdAt);
    orders.put(order.id(), order);
    domainOverlap.addActive(order.domains());
    return order;
  }

  private record AcceptedBody(LocalOrder order, Instant at) {}
}
