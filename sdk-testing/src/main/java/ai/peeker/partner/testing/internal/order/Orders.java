package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.User;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.bundle.Bundles;
import ai.peeker.partner.testing.internal.domain.DomainCandidates.Candidate;
import ai.peeker.partner.testing.internal.domain.Domains;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final Domains domains;
  private final DomainOverlap overlap = new DomainOverlap();
  private final Smartlead smartlead = new Smartlead();
  private final PendingActions actions;
  private final OrderLife life;
  private final Cancellations cancellations;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, AcceptedBody> acceptedBodies = new HashMap<>();

  /**
   * Creates an empty store.
   *
   * @param duration the time that orders are in progress
   */
  public Orders(Account account, Bundles bundles, Users users, Domains domains, Duration duration) {
    this.account = account;
    this.bundles = bundles;
    this.users = users;
    this.domains = domains;
    actions = new PendingActions(account);
    life = new OrderLife(account, domains.records(), overlap, actions, duration);
    cancellations = new Cancellations(account, domains.records(), overlap, actions);
  }

  /**
   * Accepts the order, or returns the order accepted for the same body within the last 24 hours.
   *
   * @param bodyDigest identifies the body, byte for byte
   */
  Order place(OrderBody body, String bodyDigest) {
    Instant now = account.now();
    AcceptedBody earlier = acceptedBodies.get(bodyDigest);
    if (earlier != null && now.isBefore(earlier.at().plus(IDEMPOTENCY_WINDOW))) {
      return earlier.order();
    }
    Plan plan = plan(body);
    smartlead.check(body.route());
    DomainChecks.rejectCountMismatch(plan.domains(), body.domains().size());
    overlap.rejectOverlap(body.names());
    List<Candidate> candidates =
        body.names().stream().map(domains.candidates()::candidate).toList();
    DomainChecks.rejectNotImported(candidates);
    DomainChecks.rejectPremium(candidates);
    DomainChecks.rejectBlocked(candidates);
    Order order = accept(body, Assignment.of(plan, candidates));
    acceptedBodies.put(bodyDigest, new AcceptedBody(order, now));
    life.begin(order);
    return order;
  }

  /** Returns the domains that active orders block. */
  public DomainOverlap overlap() {
    return overlap;
  }

  public Smartlead smartlead() {
    return smartlead;
  }

  public PendingActions actions() {
    return actions;
  }

  public OrderLife life() {
    return life;
  }

  Cancellations cancellations() {
    return cancellations;
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

  private Plan plan(OrderBody body) {
    if (body.plan() != null) {
      return body.plan();
    }
    return Plan.of(bundles.requireOrderable(String.valueOf(body.bundleId())));
  }

  private Order accept(OrderBody body, List<Assignment> assignments) {
    User user = users.findOrCreate(body.user(), body.route());
    String id = account.newId("ord");
    List<OrderedDomain> ordered = new ArrayList<>();
    for (int i = 0; i < assignments.size(); i++) {
      Assignment assignment = assignments.get(i);
      String forwardingUrl = body.domains().get(i).forwardingUrl();
      ordered.add(attach(assignment, user.id(), id, forwardingUrl));
    }
    Supplier<User> current = () -> users.find(user.id()).orElse(user);
    Order order = new Order(id, current, body, ordered, account.timestamp());
    orders.put(id, order);
    if (body.bundleId() != null) {
      bundles.markUsed(body.bundleId());
    }
    return order;
  }

  private OrderedDomain attach(
      Assignment assignment, String userId, String orderId, @Nullable String forwardingUrl) {
    String name = assignment.candidate().name();
    MailProvider provider = assignment.provider();
    String id = domains.records().attach(name, provider, userId, orderId, forwardingUrl);
    boolean imported = assignment.candidate().imported();
    return new OrderedDomain(id, name, provider, assignment.inboxes(), imported, null);
  }

  private record AcceptedBody(Order order, Instant at) {}
}
