package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.bundle.SavedBundle;

/**
 * The licenses of an order.
 *
 * @param google the number of Google licenses, one per inbox
 * @param googleInboxes the number of Google inboxes per domain, 1 or more
 * @param microsoft the number of Microsoft licenses, one per domain
 * @param microsoftInboxes the number of Microsoft inboxes per domain
 */
record Plan(long google, int googleInboxes, long microsoft, int microsoftInboxes) {
  // The density of a bundle's Microsoft domains is not documented.
  private static final int BUNDLE_MICROSOFT_INBOXES = 50;

  static Plan of(SavedBundle bundle) {
    int inboxes = bundle.inboxesPerDomain();
    return new Plan(
        (long) bundle.googleDomains() * inboxes,
        inboxes,
        bundle.microsoftDomains(),
        BUNDLE_MICROSOFT_INBOXES);
  }

  /** Computes {@code microsoft_licenses + ceil(google_licenses / google_inboxes_per_domain)}. */
  long domains() {
    return microsoft + (google + googleInboxes - 1) / googleInboxes;
  }
}
