package ai.peeker.partner.order;

import ai.peeker.partner.model.GoogleInboxesPerDomain;
import java.util.Arrays;
import java.util.Optional;

/** How many Google inboxes share a domain. The API documents these two values and no other. */
public enum GoogleDensity {
  /** Two inboxes on each domain. */
  TWO(2),

  /** Three inboxes on each domain. */
  THREE(3);

  private final int inboxesPerDomain;

  GoogleDensity(int inboxesPerDomain) {
    this.inboxesPerDomain = inboxesPerDomain;
  }

  /**
   * The density of a number, for instance of one that a form has.
   *
   * @param inboxesPerDomain the number of inboxes on each domain
   * @return empty if the API does not offer it
   */
  public static Optional<GoogleDensity> of(int inboxesPerDomain) {
    return Arrays.stream(values())
        .filter(each -> each.inboxesPerDomain == inboxesPerDomain)
        .findFirst();
  }

  /**
   * The number of inboxes on each domain.
   *
   * @return 2 or 3
   */
  public int inboxesPerDomain() {
    return inboxesPerDomain;
  }

  GoogleInboxesPerDomain wire() {
    return GoogleInboxesPerDomain.of(inboxesPerDomain);
  }
}
