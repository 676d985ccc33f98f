package ai.peeker.partner.plan;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.RequiredDomains;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GooglePlan;
import ai.peeker.partner.order.MicrosoftPlan;

/**
 * The number of domains that a bundle or an order needs of each provider.
 *
 * <pre>{@code
 * DomainRequirement domains = DomainRequirement.of(client.bundles().get("bun_123"));
 * System.out.println(domains.total()); // 19
 * }</pre>
 *
 * <p>An order that is built compares it with its domains: see {@link
 * ai.peeker.partner.order.Order#domainCount()}, which also says how many to add or remove.
 *
 * @param google the number of Google domains; 0 or more
 * @param microsoft the number of Microsoft domains; 0 or more
 */
public record DomainRequirement(long google, long microsoft) {
  /**
   * Creates a requirement.
   *
   * @param google the number of Google domains; 0 or more
   * @param microsoft the number of Microsoft domains; 0 or more
   * @throws IllegalArgumentException if a number is negative
   */
  public DomainRequirement {
    rejectNegative("google", google);
    rejectNegative("microsoft", microsoft);
  }

  private static void rejectNegative(String name, long number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          name + " is out of range: " + number + " (expected 0 or more)");
    }
  }

  /**
   * Returns the domains that an order of a bundle needs, as the API says.
   *
   * @param bundle the bundle; not null
   * @return the requirement
   * @throws IllegalArgumentException if the bundle is null or lacks the number of a provider
   */
  public static DomainRequirement of(Bundle bundle) {
    if (bundle == null) {
      throw new IllegalArgumentException("bundle must not be null");
    }
    RequiredDomains required = bundle.requiredDomains();
    Integer google = required == null ? null : required.google();
    Integer microsoft = required == null ? null : required.microsoft();
    if (google == null || microsoft == null) {
      throw new IllegalArgumentException(
          "The bundle "
              + bundle.id()
              + " lacks required_domains of Google or Microsoft. Read it again with"
              + " bundles().get(id).");
    }
    return new DomainRequirement(google, microsoft);
  }

  /**
   * Returns the domains that Google licenses need.
   *
   * @param google the licenses; not null
   * @return the requirement, without Microsoft domains
   */
  public static DomainRequirement of(GooglePlan google) {
    return new DomainRequirement(google.requiredDomains(), 0);
  }

  /**
   * Returns the domains that Microsoft licenses need.
   *
   * @param microsoft the licenses; not null
   * @return the requirement, without Google domains
   */
  public static DomainRequirement of(MicrosoftPlan microsoft) {
    return new DomainRequirement(0, microsoft.requiredDomains());
  }

  /**
   * Returns the domains that licenses of both providers need.
   *
   * @param google the Google licenses; not null
   * @param microsoft the Microsoft licenses; not null
   * @return the requirement
   */
  public static DomainRequirement of(GooglePlan google, MicrosoftPlan microsoft) {
    return new DomainRequirement(google.requiredDomains(), microsoft.requiredDomains());
  }

  /**
   * Returns the domains that the licenses of an order need.
   *
   * @param order the order; not null
   * @return the requirement
   */
  public static DomainRequirement of(CustomOrder order) {
    return new DomainRequirement(
        order.google().map(GooglePlan::requiredDomains).orElse(0),
        order.microsoft().map(MicrosoftPlan::requiredDomains).orElse(0));
  }

  /**
   * Returns the number of domains of both providers.
   *
   * @return 0 or more
   */
  public long total() {
    return Math.addExact(google, microsoft);
  }
}
