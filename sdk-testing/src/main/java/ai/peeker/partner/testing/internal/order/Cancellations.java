package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.CancelledDomain;
import ai.peeker.partner.model.OrderCancellation;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.domain.DomainRecords;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Cancels orders, or some of their domains, at the end of the paid period.
 *
 * <p>Guarded by the account's lock.
 */
final class Cancellations {
  private final Account account;
  private final DomainRecords domains;
  private final DomainOverlap overlap;
  private final PendingActions actions;

  Cancellations(
      Account account, DomainRecords domains, DomainOverlap overlap, PendingActions actions) {
    this.account = account;
    this.domains = domains;
    this.overlap = overlap;
    this.actions = actions;
  }

  /** Cancels every domain of an order that is not cancelled yet. */
  OrderCancellation cancel(Order order) {
    rejectEnded(order);
    List<OrderedDomain> remaining =
        order.domains().stream().filter(domain -> !domain.isCancelled()).toList();
    if (remaining.isEmpty()) {
      throw ErrorResponse.invalidRequest(
              "Order " + order.id() + " is already scheduled to be cancelled")
          .toException();
    }
    return schedule(order, remaining);
  }

  /** Cancels some domains of an order, by id or name. */
  OrderCancellation cancel(Order order, List<String> idsOrNames) {
    rejectEnded(order);
    List<OrderedDomain> requested = new ArrayList<>();
    for (int i = 0; i < idsOrNames.size(); i++) {
      OrderedDomain domain = find(order, idsOrNames.get(i), "domains[" + i + "]");
      if (!requested.contains(domain)) {
        requested.add(domain);
      }
    }
    return schedule(order, requested);
  }

  private static void rejectEnded(Order order) {
    if (!order.isActive()) {
      throw ErrorResponse.invalidRequest(
              "Order " + order.id() + " is already " + order.status().value())
          .toException();
    }
  }

  private static OrderedDomain find(Order order, String idOrName, String field) {
    OrderedDomain domain =
        order
            .domain(idOrName)
            .orElseThrow(
                () ->
                    ErrorResponseException.invalid(
                        field, idOrName + " is not a domain of order " + order.id()));
    if (domain.isCancelled()) {
      throw ErrorResponseException.invalid(
          field, idOrName + " is already scheduled to be cancelled");
    }
    return domain;
  }

  private OrderCancellation schedule(Order order, List<OrderedDomain> cancelled) {
    OffsetDateTime now = account.timestamp();
    OffsetDateTime end = OrderModels.nextRenewal(order, now);
    order.replaceDomains(domain -> cancelled.contains(domain) ? domain.cancelledAt(end) : domain);
    if (order.domains().stream().allMatch(OrderedDomain::isCancelled)) {
      order.completion(null);
      order.status(OrderStatus.CANCEL_SCHEDULED);
      account.emit(WebhookEventType.ORDER_CANCEL_SCHEDULED, OrderModels.statusEvent(order));
    }
    account.scheduleAt(end.toInstant(), () -> end(order, end));
    return OrderCancellation.builder()
        .id(order.id())
        .status(order.status())
        .cancellationScheduledAt(now)
        .cancelsAt(end)
        .domains(cancelled.stream().map(Cancellations::row).toList())
        .build();
  }

  private static CancelledDomain row(OrderedDomain domain) {
    return CancelledDomain.builder().id(domain.id()).domain(domain.name()).build();
  }

  /** Takes the domains off the order that end now; an order without others is cancelled. */
  private void end(Order order, OffsetDateTime now) {
    if (!order.isActive()) {
      return;
    }
    List<OrderedDomain> ending =
        order.domains().stream().filter(domain -> now.equals(domain.cancelsAt())).toList();
    overlap.remove(ending.stream().map(OrderedDomain::name).toList());
    ending.forEach(domain -> domains.detach(domain.id()));
    if (ending.size() < order.domains().size()) {
      order.removeDomains(ending::contains);
      return;
    }
    actions.resolveAll(order);
    order.status(OrderStatus.CANCELLED);
    account.emit(WebhookEventType.ORDER_CANCELLED, OrderModels.statusEvent(order));
  }
}
