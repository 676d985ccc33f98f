package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.User;
import ai.peeker.partner.testing.internal.clock.Task;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An accepted order: its state, without rules.
 *
 * <p>Guarded by the account's lock.
 */
public final class Order {
  private static final Set<OrderStatus> ENDED = Set.of(OrderStatus.FAILED, OrderStatus.CANCELLED);

  private final String id;
  private final Supplier<User> user;
  private final @Nullable String bundleId;
  private final List<OrderPersona> personas;
  private final OffsetDateTime createdAt;
  private final List<OrderedDomain> domains;
  private OrderStatus status = OrderStatus.IN_PROGRESS;
  private boolean provisioned;
  private @Nullable Task completion;

  Order(
      String id,
      Supplier<User> user,
      OrderBody body,
      List<OrderedDomain> domains,
      OffsetDateTime createdAt) {
    this.id = id;
    this.user = user;
    this.bundleId = body.bundleId();
    this.personas = body.personas();
    this.domains = new ArrayList<>(domains);
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  /** Returns the user with the email of now. */
  public User user() {
    return user.get();
  }

  /** Returns the bundle's id, or null for a custom order. */
  @Nullable String bundleId() {
    return bundleId;
  }

  List<OrderPersona> personas() {
    return personas;
  }

  OffsetDateTime createdAt() {
    return createdAt;
  }

  public OrderStatus status() {
    return status;
  }

  void status(OrderStatus newStatus) {
    status = newStatus;
  }

  /** Returns whether the order blocks its domains and is billed. */
  public boolean isActive() {
    return !ENDED.contains(status);
  }

  /** Returns whether all domains have been live. */
  public boolean isProvisioned() {
    return provisioned;
  }

  void markProvisioned() {
    provisioned = true;
  }

  /** Replaces the scheduled completion, which is then not run. */
  void completion(@Nullable Task task) {
    if (completion != null) {
      completion.cancel();
    }
    completion = task;
  }

  /** Returns the domains in the order of the request. */
  public List<OrderedDomain> domains() {
    return List.copyOf(domains);
  }

  public List<String> names() {
    return domains.stream().map(OrderedDomain::name).toList();
  }

  public Optional<OrderedDomain> domain(String idOrName) {
    return domains.stream().filter(domain -> domain.matches(idOrName)).findFirst();
  }

  void replaceDomains(UnaryOperator<OrderedDomain> change) {
    domains.replaceAll(change);
  }

  /** Lets another domain take over the inboxes of a domain. */
  public void swap(OrderedDomain old, String newId, String newName, boolean imported) {
    replaceDomains(
        domain -> domain.id().equals(old.id()) ? old.replacedBy(newId, newName, imported) : domain);
  }

  void removeDomains(Predicate<OrderedDomain> condition) {
    domains.removeIf(condition);
  }
}
