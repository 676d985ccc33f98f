package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.PendingAction;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.domain.DomainRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of an order: in progress, then completed, failed or waiting for actions, by the clock
 * or by hand.
 *
 * <p>Guarded by the account's lock.
 */
public final class OrderLife {
  private final Account account;
  private final DomainRecords domains;
  private final DomainOverlap overlap;
  private final PendingActions actions;
  private final Duration duration;

  OrderLife(
      Account account,
      DomainRecords domains,
      DomainOverlap overlap,
      PendingActions actions,
      Duration duration) {
    this.account = account;
    this.domains = domains;
    this.overlap = overlap;
    this.actions = actions;
    this.duration = duration;
  }

  /** Starts the provisioning of an accepted order. */
  void begin(Order order) {
    overlap.add(order.names());
    scheduleCompletion(order);
    account.emit(WebhookEventType.ORDER_IN_PROGRESS, OrderModels.statusEvent(order));
  }

  /** Completes an order whose domains are being provisioned, with or without open actions. */
  public void complete(Order order) {
    require(order, OrderStatus.IN_PROGRESS, OrderStatus.ACTION_REQUIRED);
    actions.resolveAll(order);
    order.completion(null);
    order.status(OrderStatus.COMPLETED);
    for (OrderedDomain domain : order.domains()) {
      activate(domain);
    }
    order.markProvisioned();
    account.emit(
        WebhookEventType.ORDER_COMPLETED, OrderModels.completedEvent(order, account.timestamp()));
  }

  /** Ends an order with an error. Its domains are free for other orders. */
  public void fail(Order order) {
    require(order, OrderStatus.IN_PROGRESS, OrderStatus.ACTION_REQUIRED);
    actions.resolveAll(order);
    order.completion(null);
    order.status(OrderStatus.FAILED);
    overlap.remove(order.names());
    order.domains().forEach(domain -> domains.setStatus(domain.id(), DomainStatus.FAILED));
    account.emit(WebhookEventType.ORDER_FAILED, OrderModels.statusEvent(order));
  }

  /** Lets an order wait for an action. */
  public PendingAction requireAction(Order order, PendingActionReason reason) {
    require(order, OrderStatus.IN_PROGRESS, OrderStatus.ACTION_REQUIRED, OrderStatus.COMPLETED);
    if (!reason.equals(PendingActionReason.PROFILE_PICTURE_NOT_ACCESSIBLE)) {
      return await(order, order.domains().get(0), reason, null);
    }
    OrderedDomain google =
        order.domains().stream()
            .filter(OrderedDomain::isGoogle)
            .findFirst()
            .orElseGet(() -> order.domains().get(0));
    OrderPersona persona =
        order.personas().isEmpty() ? OrderPersona.builder().build() : order.personas().get(0);
    return await(order, google, reason, persona);
  }

  /** Resolves an open action. With its last one, the order goes on where it was. */
  public void resolve(PendingActions.Entry entry) {
    if (!entry.isOpen()) {
      throw new IllegalStateException("Action " + entry.action().id() + " is already resolved");
    }
    actions.resolve(entry);
    Order order = entry.order();
    if (actions.hasOpen(order) || !order.status().equals(OrderStatus.ACTION_REQUIRED)) {
      return;
    }
    if (order.isProvisioned()) {
      complete(order);
      return;
    }
    order.status(OrderStatus.IN_PROGRESS);
    order.domains().forEach(domain -> domains.setStatus(domain.id(), DomainStatus.IN_PROGRESS));
    scheduleCompletion(order);
  }

  private void scheduleCompletion(Order order) {
    order.completion(account.schedule(duration, () -> finishProvisioning(order)));
  }

  private void finishProvisioning(Order order) {
    Optional<OrderedDomain> google =
        order.domains().stream().filter(OrderedDomain::isGoogle).findFirst();
    List<OrderPersona> inaccessible =
        order.personas().stream()
            .filter(persona -> ProfilePictures.isInaccessible(persona.profilePictureUrl()))
            .filter(persona -> !actions.hasPicture(order, persona))
            .toList();
    if (google.isEmpty() || inaccessible.isEmpty()) {
      complete(order);
      return;
    }
    for (OrderPersona persona : inaccessible) {
      await(order, google.get(), PendingActionReason.PROFILE_PICTURE_NOT_ACCESSIBLE, persona);
    }
  }

  private PendingAction await(
      Order order,
      OrderedDomain domain,
      PendingActionReason reason,
      @Nullable OrderPersona persona) {
    order.completion(null);
    PendingAction action = actions.open(order, domain, reason, persona);
    if (persona == null) {
      domains.setStatus(domain.id(), DomainStatus.ACTION_REQUIRED);
      domains.emit(WebhookEventType.DOMAIN_ACTION_REQUIRED, domain.id());
    }
    if (!order.status().equals(OrderStatus.ACTION_REQUIRED)) {
      order.status(OrderStatus.ACTION_REQUIRED);
      account.emit(WebhookEventType.ORDER_ACTION_REQUIRED, OrderModels.statusEvent(order));
    }
    return action;
  }

  /** Makes a domain live, and reports it unless it was live already. */
  private void activate(OrderedDomain domain) {
    boolean wasActive =
        domains
            .find(domain.id())
            .filter(record -> record.status().equals(DomainStatus.ACTIVE))
            .isPresent();
    if (!wasActive) {
      domains.setStatus(domain.id(), DomainStatus.ACTIVE);
      domains.emit(WebhookEventType.DOMAIN_CONNECTED, domain.id());
    }
  }

  private static void require(Order order, OrderStatus... allowed) {
    if (!List.of(allowed).contains(order.status())) {
      throw new IllegalStateException(
          "Order "
              + order.id()
              + " is "
              + order.status().value()
              + " (expected "
              + String.join(" or ", List.of(allowed).stream().map(OrderStatus::value).toList())
              + ")");
    }
  }
}
