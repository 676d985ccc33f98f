package ai.peeker.partner.order;

/**
 * A number of Google licenses and their density, so that neither can be set without the other. One
 * license is one inbox.
 *
 * <pre>{@code
 * int domains = new GooglePlan(20, GoogleDensity.TWO).requiredDomains(); // 10
 * }</pre>
 *
 * @param licenses the number of inboxes; 1 or more
 * @param density the number of inboxes on each domain; not null
 */
public record GooglePlan(int licenses, GoogleDensity density) {
  /**
   * Creates a plan.
   *
   * @param licenses the number of inboxes; 1 or more
   * @param density the number of inboxes on each domain; not null
   * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 1 licenses, or
   *     the density is null
   */
  public GooglePlan {
    OrderValidator.rejectIf("google_licenses", OrderValues.licenses("Google", licenses));
    OrderValidator.requireNonNull("google_inboxes_per_domain", density);
  }

  /**
   * Returns the number of domains that the licenses need.
   *
   * @return licenses divided by density, rounded up
   */
  public int requiredDomains() {
    return DomainCount.google(licenses, density);
  }
}
