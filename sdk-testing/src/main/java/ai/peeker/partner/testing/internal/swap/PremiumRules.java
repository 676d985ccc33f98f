package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.model.SwapStatus;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.order.OrderedDomain;
import ai.peeker.partner.testing.internal.order.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * The rules of premium swaps: Microsoft only, capped by the billing tier, and one in 30 days per
 * domain.
 *
 * <p>Guarded by the account's lock.
 */
final class PremiumRules {
  private static final Duration COOLDOWN = Duration.ofDays(30);

  private final Account account;
  private final Orders orders;
  private final int percent;

  /**
   * Creates the rules.
   *
   * @param percent the percentage of the active Microsoft inboxes that can be in premium swaps
   */
  PremiumRules(Account account, Orders orders, int percent) {
    this.account = account;
    this.orders = orders;
    this.percent = percent;
  }

  /** Throws if a domain cannot have a premium swap now. */
  void check(OrderedDomain domain, Collection<SwapEntry> swaps) {
    if (domain.isGoogle()) {
      throw ErrorResponseException.invalid(
          "type", "Premium swaps are for Microsoft domains only: " + domain.name() + " is Google");
    }
    rejectInCooldown(domain, swaps);
    rejectOverCap(domain, swaps);
  }

  private void rejectInCooldown(OrderedDomain domain, Collection<SwapEntry> swaps) {
    for (SwapEntry entry : swaps) {
      Instant next = entry.createdAt().plus(COOLDOWN);
      boolean counts = entry.isPremium() && !entry.is(SwapStatus.FAILED);
      if (counts && entry.involves(domain.id()) && account.now().isBefore(next)) {
        throw ErrorResponseException.invalid(
            "domain_id",
            domain.name() + " was part of a premium swap; the next is possible at " + next);
      }
    }
  }

  private void rejectOverCap(OrderedDomain domain, Collection<SwapEntry> swaps) {
    long active = activeInboxes();
    long inSwaps =
        swaps.stream()
            .filter(entry -> entry.isPremium() && (!entry.hasEnded() || entry.isWarm()))
            .mapToLong(entry -> entry.domain().inboxes())
            .sum();
    if ((inSwaps + domain.inboxes()) * 100 > active * percent) {
      throw ErrorResponseException.invalid(
          "type",
          "Premium swaps are limited to "
              + percent
              + " % of the "
              + active
              + " active Microsoft inboxes; "
              + inSwaps
              + " are in premium swaps, and this one needs "
              + domain.inboxes());
    }
  }

  private long activeInboxes() {
    return orders.all().stream()
        .filter(order -> order.isActive() && order.isProvisioned())
        .map(Order::domains)
        .flatMap(Collection::stream)
        .filter(domain -> !domain.isGoogle())
        .mapToLong(OrderedDomain::inboxes)
        .sum();
  }
}
