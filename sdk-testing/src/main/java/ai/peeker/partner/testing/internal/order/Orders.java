package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.bundle.Bundles;
import ai.peeker.partner.testing.internal.bundle.SavedBundle;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accepted orders, and the checks that depend on them, on the bundles and on the time.
 *
 * <p>Guarded by the account's lock.
 */
public final class Orders {
  private static final Duration IDEMPOTENCY_WINDOW = Duration.ofHours(24);

  private final Account account;
  private final Bundles bundles;
  private final Users users;
  private final DomainOverlap domainOverlap = new DomainOverlap();
  private final BlockedDomains blockedDomains = new BlockedDomains();
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, AcceptedBody> acceptedBodies = new HashMap<>();

  public Orders(Account account, Bundles bundles, Users users) {
    this.account = account;
    this.bundles = bundles;
    this.users = users;
  }

  /**
   * Accepts the order, or returns the order accepted for the same body within the last 24 hours.
   *
   * @param bodyDigest identifies the body, byte for byte
   */
  Order place(OrderBody body, String bodyDigest) {
    long required = requiredDomains(body);
    Instant now = account.now();
    AcceptedBody earlier = acceptedBodies.get(bodyDigest);
    if (earlier != null && now.isBefore(earlier.at().plus(IDEMPOTENCY_WINDOW))) {
      return earlier.order();
    }
    rejectCountMismatch(required, body.domains().size());
    domainOverlap.rejectOverlap(body.domains());
    blockedDomains.rejectBlocked(body.domains());
    Order order = accept(body);
    acceptedBodies.put(bodyDigest, new AcceptedBody(order, now));
    account.emit(WebhookEventType.ORDER_IN_PROGRESS, order.statusEvent());
    return order;
  }

  /** Rejects every later order with this domain. */
  public void block(String domain, String reason) {
    blockedDomains.add(domain, reason);
  }

  /** Returns the order with this id. */
  public Optional<Order> find(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** Returns all orders, the oldest first. */
  public List<Order> all() {
    return new ArrayList<>(orders.values());
  }

  List<Order> newestFirst() {
    List<Order> newestFirst = all();
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
        .map(SavedBundle::requiredDomains)
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

  private Order accept(OrderBody body) {
    Users.User user = users.findOrCreate(body.user());
    Order order =
        new Order(
            account.newId("ord"),
            user.id(),
            user.email(),
            body.bundleId(),
            OrderStatus.IN_PROGRESS,
            body.domains(),
            account.timestamp());
    orders.put(order.id(), order);
    domainOverlap.addActive(order.domains());
    return order;
  }

  private record AcceptedBody(Order order, Instant at) {}
}
