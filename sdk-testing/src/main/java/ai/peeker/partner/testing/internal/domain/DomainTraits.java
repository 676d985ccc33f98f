package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.MailProvider;
import ai.peeker.partner.model.UnavailableReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traits of domains that tests set by name. The names of the documented examples initially have
 * the traits of those examples; every other root domain can be bought and hosts both providers.
 *
 * <p>Guarded by the account's lock.
 */
public final class DomainTraits {
  public static final List<MailProvider> BOTH =
      List.of(MailProvider.GOOGLE, MailProvider.MICROSOFT);
  public static final List<MailProvider> GOOGLE_ONLY = List.of(MailProvider.GOOGLE);

  private final Map<String, UnavailableReason> reasons = new HashMap<>();
  private final Map<String, List<MailProvider>> providers = new HashMap<>();
  private final Map<String, ForwardingFailureReason> forwardingFailures = new HashMap<>();

  public DomainTraits() {
    reasons.put("taken-domain.com", UnavailableReason.TAKEN);
    reasons.put("premium-domain.com", UnavailableReason.PREMIUM);
    providers.put("shared-domain.com", GOOGLE_ONLY);
  }

  /** Prevents a domain from being bought. */
  public void setUnavailable(String name, UnavailableReason reason) {
    reasons.put(DomainName.normalize(name), reason);
  }

  /** Lets a domain be bought, and sets the mail providers that it can host. */
  public void setAvailable(String name, List<MailProvider> usableFor) {
    reasons.remove(DomainName.normalize(name));
    providers.put(DomainName.normalize(name), List.copyOf(usableFor));
  }

  /** Returns the reason why a domain cannot be bought. */
  Optional<UnavailableReason> unavailable(String name) {
    return Optional.ofNullable(reasons.get(DomainName.normalize(name)));
  }

  /** Returns the mail providers that a domain without inboxes can host. */
  List<MailProvider> usableFor(String name) {
    return providers.getOrDefault(DomainName.normalize(name), BOTH);
  }

  /** Prevents a domain from being redirected. */
  public void setForwardingFailure(String name, ForwardingFailureReason reason) {
    forwardingFailures.put(DomainName.normalize(name), reason);
  }

  /** Returns the reason why a domain cannot be redirected. */
  Optional<ForwardingFailureReason> forwardingFailure(String name) {
    return Optional.ofNullable(forwardingFailures.get(DomainName.normalize(name)));
  }
}
