package ai.peeker.partner.order;

/**
 * Google licences together with their density, so that neither can be given without the other. One
 * licence is one inbox.
 *
 * @param licenses how many; 1 or more
 * @param density how many of them share a domain; not null
 */
public record GooglePlan(int licenses, GoogleDensity density) {
  /**
   * Checks both.
   *
   * @param licenses how many; 1 or more
   * @param density how many of them share a domain; not null
   * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the density
   *     is null
   */
  public GooglePlan {
    OrderRules.licenses("google_licenses", licenses, "Google");
    OrderRules.notNull("google_inboxes_per_domain", density);
  }

  /**
   * The number of domains that the licences need.
   *
   * @return licences divided by density, rounded up
   */
  public int requiredDomains() {
    return DomainCount.google(licenses, density);
  }
}
