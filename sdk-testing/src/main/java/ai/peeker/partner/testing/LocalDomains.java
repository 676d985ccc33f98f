package ai.peeker.partner.testing;

import ai.peeker.partner.model.Domain;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.UnavailableReason;
import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.domain.DomainTraits;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The domains of a {@link LocalPeeker}, and whether others can be bought.
 *
 * <p>Every root domain, such as acme-mail.com or acme.co.uk, can be bought and hosts Google and
 * Microsoft, unless the account has it. The exceptions are those of the documented examples:
 * taken-domain.com is taken, premium-domain.com is a premium domain, and shared-domain.com hosts
 * only Google. A test adds others here. {@code POST /domains/availability} answers a domain that it
 * has checked within the last five minutes as before, and an older result once as stale; an order
 * looks at the state of the moment.
 *
 * <p>Names are compared in any letter case. Safe for use by several threads.
 */
public final class LocalDomains {
  private final Supplier<LocalApi> api;

  LocalDomains(Supplier<LocalApi> api) {
    this.api = api;
  }

  /**
   * Returns the domains of the account: in the inventory, being imported, or on an order.
   *
   * @return the domains as {@code GET /domains} lists them, the newest first; unmodifiable
   */
  public List<Domain> all() {
    return locked(local -> List.copyOf(local.domains().records().newestFirst()));
  }

  /**
   * Adds a domain to the inventory, as if it had been imported.
   *
   * @param domain the name of a root domain
   * @return the domain
   * @throws IllegalArgumentException if the name is not that of a root domain, or in use
   */
  public Domain add(String domain) {
    Arguments.requireNonBlank(domain, "domain");
    return locked(local -> local.domains().records().add(domain));
  }

  /**
   * Prevents a domain from being bought. An order of it is rejected as {@code
   * domains_not_submittable}. A domain of the account is bought already, and only the reason {@code
   * premium} has an effect on it: an order of it is {@code premium_domain_not_supported}.
   *
   * @param domain the domain name
   * @param reason the reason in the availability, except {@code stale}, which time leads to
   * @throws IllegalArgumentException if the reason is {@code stale}
   */
  public void setUnavailable(String domain, UnavailableReason reason) {
    if (Arguments.requireNonNull(reason, "reason").equals(UnavailableReason.STALE)) {
      throw new IllegalArgumentException(
          "reason must not be stale: check the domain, and advance the clock by 5 minutes");
    }
    change(domain, traits -> traits.setUnavailable(domain, reason));
  }

  /**
   * Lets a domain be bought again, for both providers.
   *
   * @param domain the domain name
   */
  public void setAvailable(String domain) {
    setAvailable(domain, DomainTraits.BOTH);
  }

  /**
   * Lets a domain be bought for Google only, as if another customer had Microsoft inboxes on it. An
   * order that needs it for Microsoft is rejected as {@code domain_not_usable_for_provider}.
   *
   * @param domain the domain name
   */
  public void setGoogleOnly(String domain) {
    setAvailable(domain, DomainTraits.GOOGLE_ONLY);
  }

  private void setAvailable(String domain, List<MailProvider> usableFor) {
    change(domain, traits -> traits.setAvailable(domain, usableFor));
  }

  private void change(String domain, Consumer<DomainTraits> change) {
    Arguments.requireNonBlank(domain, "domain");
    LocalApi local = api.get();
    local.account().locked(() -> change.accept(local.domains().traits()));
  }

  private <T> T locked(Function<LocalApi, T> read) {
    LocalApi local = api.get();
    return local.account().locked(() -> read.apply(local));
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "LocalDomains[" + all().size() + " domains]";
  }
}
