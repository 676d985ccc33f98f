package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.BundleSplit;
import ai.peeker.partner.model.BundleStatus;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.RequiredDomains;
import ai.peeker.partner.testing.internal.check.Arguments;
import java.time.OffsetDateTime;

/**
 * A saved bundle.
 *
 * @param used whether an order has used the bundle
 */
public record SavedBundle(
    String id, BundlePlan plan, BundleStatus status, boolean used, OffsetDateTime createdAt) {

  /**
   * Creates a bundle that needs this number of domains: all Google, two inboxes per domain, the
   * only split that can reach any number.
   */
  static SavedBundle ofDomains(String id, int requiredDomains, OffsetDateTime createdAt) {
    validate(id, requiredDomains);
    return active(id, BundlePlan.ofDomains(requiredDomains), createdAt);
  }

  static SavedBundle active(String id, BundlePlan plan, OffsetDateTime createdAt) {
    return new SavedBundle(id, plan, BundleStatus.ACTIVE, false, createdAt);
  }

  /** Throws if a bundle cannot have these values. */
  public static void validate(String id, int requiredDomains) {
    Arguments.requireNonBlank(id, "id");
    Arguments.requireAtLeast(requiredDomains, 1, "requiredDomains");
  }

  /** Returns the number of domains that an order needs. */
  public int requiredDomains() {
    return Math.toIntExact(plan.size().total());
  }

  /** Returns how many of these domains are Google domains. */
  public int googleDomains() {
    return Math.toIntExact(plan.size().google());
  }

  /** Returns how many of these domains are Microsoft domains. */
  public int microsoftDomains() {
    return Math.toIntExact(plan.size().microsoft());
  }

  /** Returns the number of Google inboxes per domain. */
  public int inboxesPerDomain() {
    return plan.inboxesPerDomain();
  }

  boolean isArchived() {
    return status.equals(BundleStatus.ARCHIVED);
  }

  SavedBundle withPlan(BundlePlan newPlan) {
    return new SavedBundle(id, newPlan, status, used, createdAt);
  }

  SavedBundle archived() {
    return new SavedBundle(id, plan, BundleStatus.ARCHIVED, used, createdAt);
  }

  SavedBundle asUsed() {
    return new SavedBundle(id, plan, status, true, createdAt);
  }

  /** Converts the bundle to the model of the API. */
  Bundle toModel() {
    Integer google = plan.googlePercent();
    int effective = plan.effectiveGooglePercent();
    return Bundle.builder()
        .id(id)
        .name(plan.name())
        .monthlySendingVolume(plan.monthlyVolume())
        .googlePercent(google)
        .microsoftPercent(google == null ? null : 100 - google)
        .sendOnWeekends(plan.weekends())
        .googleInboxesPerDomain(GoogleInboxesPerDomain.of(plan.inboxesPerDomain()))
        .status(status)
        .effective(
            BundleSplit.builder()
                .googlePercent(effective)
                .microsoftPercent(100 - effective)
                .build())
        .requiredDomains(
            RequiredDomains.builder()
                .google(googleDomains())
                .microsoft(microsoftDomains())
                .total(requiredDomains())
                .build())
        .createdAt(createdAt)
        .build();
  }
}
