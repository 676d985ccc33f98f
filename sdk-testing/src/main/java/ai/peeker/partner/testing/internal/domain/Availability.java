package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.internal.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows whether domains can be bought. A result is cached for five minutes. An older one is
 * returned once as stale, and refreshed.
 *
 * <p>Guarded by the account's lock.
 */
public final class Availability {
  private static final Duration CACHED = Duration.ofMinutes(5);
  // The prices of the documented example.
  private static final long PRICE_CENTS = 1_300;
  private static final long RENEWAL_PRICE_CENTS = 1_500;

  private final Account account;
  private final DomainRecords records;
  private final DomainTraits traits;
  private final Map<String, Result> cache = new HashMap<>();

  public Availability(Account account, DomainRecords records, DomainTraits traits) {
    this.account = account;
    this.records = records;
    this.traits = traits;
  }

  /** Returns one row for each name, spelled as given, from the cache where it has one. */
  List<DomainAvailability> check(List<String> names) {
    return names.stream().map(this::checkCached).toList();
  }

  private DomainAvailability checkCached(String name) {
    String key = DomainName.normalize(name);
    Result cached = cache.get(key);
    if (cached != null && account.now().isBefore(cached.at().plus(CACHED))) {
      return cached.row().toBuilder().domain(name).build();
    }
    DomainAvailability fresh = current(name);
    cache.put(key, new Result(fresh, account.now()));
    return cached == null ? fresh : unavailable(name, UnavailableReason.STALE);
  }

  /** Returns whether a domain can be bought now, without the cache. */
  public DomainAvailability current(String name) {
    return reason(name).map(reason -> unavailable(name, reason)).orElseGet(() -> available(name));
  }

  /** Returns why a domain cannot be bought. A domain of the account is registered already. */
  private Optional<UnavailableReason> reason(String name) {
    if (!DomainName.isRoot(name)) {
      return Optional.of(UnavailableReason.INVALID);
    }
    return records.find(name).isPresent()
        ? Optional.of(UnavailableReason.TAKEN)
        : traits.unavailable(name);
  }

  private DomainAvailability available(String name) {
    return DomainAvailability.builder()
        .domain(name)
        .available(true)
        .priceCents(PRICE_CENTS)
        .renewalPriceCents(RENEWAL_PRICE_CENTS)
        .currency("usd")
        .usableFor(traits.usableFor(name))
        .premium(false)
        .build();
  }

  private static DomainAvailability unavailable(String name, UnavailableReason reason) {
    return DomainAvailability.builder()
        .domain(name)
        .available(false)
        .premium(reason.equals(UnavailableReason.PREMIUM))
        .reason(reason)
        .build();
  }

  private record Result(DomainAvailability row, Instant at) {}
}
