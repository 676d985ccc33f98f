package ai.peeker.partner.order;

/**
 * A number of Microsoft licenses and their density, so that neither can be set without the other.
 * One license is one domain.
 *
 * <pre>{@code
 * int domains = new MicrosoftPlan(2, MicrosoftDensity.FIFTY).requiredDomains(); // 2
 * }</pre>
 *
 * @param licenses the number of domains; 1 or more
 * @param density the number of inboxes on each domain; not null
 */
public record MicrosoftPlan(int licenses, MicrosoftDensity density) {
  /**
   * Creates a plan.
   *
   * @param licenses the number of domains; 1 or more
   * @param density the number of inboxes on each domain; not null
   * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses, or
   *     the density is null
   */
  public MicrosoftPlan {
    OrderValidator.rejectIf("microsoft_licenses", OrderValues.licenses("Microsoft", licenses));
    OrderValidator.requireNonNull("microsoft_inboxes_per_domain", density);
  }

  /**
   * Returns the number of domains that the licenses need.
   *
   * @return one for each license
   */
  public int requiredDomains() {
    return licenses;
  }
}
