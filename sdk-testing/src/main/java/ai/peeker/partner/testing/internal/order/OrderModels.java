package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.LineItemType;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.OrderCosts;
import ai.peeker.partner.model.OrderDetails;
import ai.peeker.partner.model.OrderDetailsCosts;
import ai.peeker.partner.model.OrderDomains;
import ai.peeker.partner.model.OrderEventData;
import ai.peeker.partner.model.OrderLineItem;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.OrderSummary;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Converts orders to the models of the API. Prices are those of the documented full order. */
public final class OrderModels {
  private static final long CENTS_PER_GOOGLE_LICENSE = 100;
  private static final long CENTS_PER_MICROSOFT_LICENSE = 900;
  private static final long CENTS_PER_REGISTRATION = 3_300;
  private static final String CURRENCY = "usd";

  private OrderModels() {}

  /** Converts an order to the response of its placement and to a row of the list. */
  static OrderSummary summary(Order order, OffsetDateTime now) {
    return OrderSummary.builder()
        .id(order.id())
        .userId(order.user().id())
        .email(order.user().email())
        .bundleId(order.bundleId())
        .status(order.status())
        .domainCount(order.domains().size())
        .costs(
            OrderCosts.builder()
                .totalCents(total(lineItems(order.domains())))
                .currency(CURRENCY)
                .build())
        .renewsAt(renewsAt(order, now))
        .createdAt(order.createdAt())
        .build();
  }

  /** Converts an order to its full form. */
  public static OrderDetails details(Order order, OffsetDateTime now) {
    return OrderDetails.builder()
        .id(order.id())
        .userId(order.user().id())
        .email(order.user().email())
        .bundleId(order.bundleId())
        .status(order.status())
        .domainCount(order.domains().size())
        .costs(costs(order))
        .domains(domains(order))
        .personas(order.personas())
        .renewsAt(renewsAt(order, now))
        .createdAt(order.createdAt())
        .build();
  }

  /** Converts an order to the data of the event that reports its completion. */
  static OrderEventData completedEvent(Order order, OffsetDateTime now) {
    return OrderEventData.fromJson(details(order, now).toJson());
  }

  /** Converts an order to the data of any other event. */
  static OrderEventData statusEvent(Order order) {
    return OrderEventData.builder().id(order.id()).status(order.status()).build();
  }

  /** Returns the first renewal after a time; orders renew each month. */
  static OffsetDateTime nextRenewal(Order order, OffsetDateTime now) {
    OffsetDateTime first = order.createdAt();
    OffsetDateTime renewal = first;
    for (int months = 1; !renewal.isAfter(now); months++) {
      renewal = first.plusMonths(months);
    }
    return renewal;
  }

  private static @Nullable OffsetDateTime renewsAt(Order order, OffsetDateTime now) {
    boolean ends = !order.isActive() || order.status().equals(OrderStatus.CANCEL_SCHEDULED);
    return ends ? null : nextRenewal(order, now);
  }

  private static OrderDetailsCosts costs(Order order) {
    List<OrderLineItem> items = lineItems(order.domains());
    return OrderDetailsCosts.builder()
        .totalCents(total(items))
        .currency(CURRENCY)
        .lineItems(items)
        .build();
  }

  private static OrderDomains domains(Order order) {
    return OrderDomains.builder()
        .registered(names(order, domain -> !domain.imported()))
        .imported(names(order, OrderedDomain::imported))
        .build();
  }

  private static List<String> names(Order order, Predicate<OrderedDomain> condition) {
    return order.domains().stream().filter(condition).map(OrderedDomain::name).toList();
  }

  private static List<OrderLineItem> lineItems(List<OrderedDomain> domains) {
    List<OrderLineItem> items = new ArrayList<>();
    long google = licenses(domains, MailProvider.GOOGLE);
    long microsoft = licenses(domains, MailProvider.MICROSOFT);
    long registered = domains.stream().filter(domain -> !domain.imported()).count();
    addItem(items, LineItemType.GOOGLE_LICENSE, google, CENTS_PER_GOOGLE_LICENSE);
    addItem(items, LineItemType.MICROSOFT_LICENSE, microsoft, CENTS_PER_MICROSOFT_LICENSE);
    addItem(items, LineItemType.DOMAIN_REGISTRATION, registered, CENTS_PER_REGISTRATION);
    return items;
  }

  private static void addItem(
      List<OrderLineItem> items, LineItemType type, long quantity, long cents) {
    if (quantity > 0) {
      items.add(
          OrderLineItem.builder()
              .type(type)
              .quantity((int) quantity)
              .amountCents(quantity * cents)
              .build());
    }
  }

  private static long licenses(List<OrderedDomain> domains, MailProvider provider) {
    return domains.stream()
        .filter(domain -> domain.provider().equals(provider))
        .mapToLong(OrderedDomain::licenses)
        .sum();
  }

  private static long total(List<OrderLineItem> items) {
    long total = 0;
    for (OrderLineItem item : items) {
      Long cents = item.amountCents();
      total += cents == null ? 0 : cents;
    }
    return total;
  }
}
