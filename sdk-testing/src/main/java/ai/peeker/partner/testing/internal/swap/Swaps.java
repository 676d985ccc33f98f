package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.DomainStatus;
import ai.peeker.partner.model.OrderPersona;
import ai.peeker.partner.model.Swap;
import ai.peeker.partner.model.SwapStatus;
import ai.peeker.partner.model.SwapType;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.account.Event;
import ai.peeker.partner.testing.internal.domain.DomainCandidates.Candidate;
import ai.peeker.partner.testing.internal.domain.Domains;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.order.DomainChecks;
import ai.peeker.partner.testing.internal.order.Order;
import ai.peeker.partner.testing.internal.order.OrderedDomain;
import ai.peeker.partner.testing.internal.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The swaps of domains and of user names.
 *
 * <p>Guarded by the account's lock.
 */
public final class Swaps {
  private static final Duration DOMAIN_SWAP = Duration.ofMinutes(10);
  private static final Duration PER_INBOX = Duration.ofMinutes(1);

  private final Account account;
  private final Orders orders;
  private final Domains domains;
  private final SwapLife life;
  private final PremiumRules premiumRules;
  private final Map<String, SwapEntry> swaps = new LinkedHashMap<>();

  /**
   * Creates an empty store.
   *
   * @param premiumPercent the percentage of Microsoft inboxes that can be in premium swaps
   */
  public Swaps(Account account, Orders orders, Domains domains, int premiumPercent) {
    this.account = account;
    this.orders = orders;
    this.domains = domains;
    life = new SwapLife(account, orders, domains);
    premiumRules = new PremiumRules(account, orders, premiumPercent);
    account.onEvent(this::continueAfterImport);
  }

  public SwapLife life() {
    return life;
  }

  public Optional<SwapEntry> find(String id) {
    return Optional.ofNullable(swaps.get(id));
  }

  /** Returns all swaps, the oldest first. */
  public List<SwapEntry> all() {
    return new ArrayList<>(swaps.values());
  }

  List<SwapEntry> newestFirst() {
    List<SwapEntry> newestFirst = all();
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Accepts the replacement of a domain. A duplicate of a swap in flight is a failed swap. */
  SwapEntry replaceDomain(SwapType type, String domainId, String replacement) {
    Order order = order(domainId);
    OrderedDomain domain = order.domain(domainId).orElseThrow();
    if (hasInFlight(domainId, entry -> !entry.isRename())) {
      return fail(add(order, domain, type, replacement, null, DOMAIN_SWAP));
    }
    rejectUnusable(domain, replacement);
    if (type.equals(SwapType.PREMIUM)) {
      premiumRules.check(domain, swaps.values());
    }
    failWaiting(domainId);
    SwapEntry entry = add(order, domain, type, replacement, null, DOMAIN_SWAP);
    life.begin(entry);
    return entry;
  }

  /** Accepts the renaming of all inboxes of a domain, one after another. */
  List<SwapEntry> rename(String domainId, List<OrderPersona> personas) {
    Order order = order(domainId);
    OrderedDomain domain = order.domain(domainId).orElseThrow();
    boolean duplicate = hasInFlight(domainId, SwapEntry::isRename);
    List<SwapEntry> entries = new ArrayList<>();
    for (int inbox = 0; inbox < domain.inboxes(); inbox++) {
      OrderPersona persona = personas.get(inbox % personas.size());
      Duration duration = PER_INBOX.multipliedBy(inbox + 1L);
      entries.add(add(order, domain, SwapType.USER_NAMES, null, persona, duration));
    }
    entries.forEach(duplicate ? this::fail : life::begin);
    return entries;
  }

  private SwapEntry add(
      Order order,
      OrderedDomain domain,
      SwapType type,
      @Nullable String replacement,
      @Nullable OrderPersona persona,
      Duration duration) {
    Swap swap =
        Swap.builder()
            .id(account.newId("swp"))
            .type(type)
            .domainId(domain.id())
            .replacementDomain(replacement)
            .status(SwapStatus.CREATED)
            .createdAt(account.timestamp())
            .build();
    SwapEntry entry = new SwapEntry(swap, order, domain, persona, duration);
    swaps.put(swap.id(), entry);
    return entry;
  }

  private SwapEntry fail(SwapEntry entry) {
    life.fail(entry);
    return entry;
  }

  private boolean hasInFlight(String domainId, Predicate<SwapEntry> kind) {
    return swaps.values().stream()
        .anyMatch(entry -> isOf(entry, domainId) && entry.isInFlight() && kind.test(entry));
  }

  /** Fails the swap that a new one of the same domain takes the place of. */
  private void failWaiting(String domainId) {
    all().stream()
        .filter(entry -> isOf(entry, domainId) && !entry.isRename())
        .filter(entry -> entry.is(SwapStatus.ACTION_REQUIRED))
        .forEach(life::fail);
  }

  private static boolean isOf(SwapEntry entry, String domainId) {
    return entry.domain().id().equals(domainId);
  }

  /** Returns the order of a live domain. */
  private Order order(String domainId) {
    Domain domain =
        domains
            .records()
            .find(domainId)
            .filter(found -> found.id().equals(domainId))
            .orElseThrow(() -> ErrorResponse.noRecord("domain", domainId).toException());
    return Optional.ofNullable(domain.orderId())
        .flatMap(orders::find)
        .filter(order -> order.isActive() && domain.status().equals(DomainStatus.ACTIVE))
        .filter(order -> order.domain(domainId).filter(found -> !found.isCancelled()).isPresent())
        .orElseThrow(
            () ->
                ErrorResponseException.invalid(
                    "domain_id", domainId + " is not an active domain of an order"));
  }

  private void rejectUnusable(OrderedDomain domain, String replacement) {
    orders.overlap().rejectOverlap(List.of(replacement));
    Candidate candidate = domains.candidates().candidate(replacement);
    if (candidate.premium()) {
      throw ErrorResponse.badRequest(
              "premium_domain_not_supported", "Premium domains cannot be ordered")
          .field("replacement_domain")
          .toException();
    }
    if (!candidate.usableFor().contains(domain.provider())) {
      throw DomainChecks.notUsable(candidate, domain.provider(), "replacement_domain");
    }
  }

  private void continueAfterImport(Event event) {
    if (event.type().equals(WebhookEventType.DOMAIN_IMPORT_COMPLETED)) {
      account.schedule(
          Duration.ZERO,
          () ->
              all().stream()
                  .filter(entry -> entry.waitsForImport() && life.isReady(entry))
                  .forEach(life::resolve));
    }
  }
}
