package ai.peeker.partner.order;

/**
 * Microsoft licences together with their density, so that neither can be given without the other.
 * One licence is one domain.
 *
 * @param licenses how many; 1 or more
 * @param density how many inboxes each domain gets; not null
 */
public record MicrosoftPlan(int licenses, MicrosoftDensity density) {
  /**
   * Checks both.
   *
   * @param licenses how many; 1 or more
   * @param density how many inboxes each domain gets; not null
   * @throws ai.peeker.partner.error.InvalidRequestException if there is no licence, or the density
   *     is null
   */
  public MicrosoftPlan {
    OrderRules.licenses("microsoft_licenses", licenses, "Microsoft");
    OrderRules.notNull("microsoft_inboxes_per_domain", density);
  }

  /**
   * The number of domains that the licences need.
   *
   * @return one for each licence
   */
  public int requiredDomains() {
    return licenses;
  }
}
