package ai.peeker.partner.order;

import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import java.util.Arrays;
import java.util.Optional;

/**
 * How many Microsoft inboxes a licence, and so its domain, gets. The API documents these four
 * values and no other.
 */
public enum MicrosoftDensity {
  /** 25 inboxes on each domain. */
  TWENTY_FIVE(25),

  /** 50 inboxes on each domain. */
  FIFTY(50),

  /** 75 inboxes on each domain. */
  SEVENTY_FIVE(75),

  /** 99 inboxes on each domain. */
  NINETY_NINE(99);

  private final int inboxesPerDomain;

  MicrosoftDensity(int inboxesPerDomain) {
    this.inboxesPerDomain = inboxesPerDomain;
  }

  /**
   * The density of a number, for instance of one that a form has.
   *
   * @param inboxesPerDomain the number of inboxes on each domain
   * @return empty if the API does not offer it
   */
  public static Optional<MicrosoftDensity> of(int inboxesPerDomain) {
    return Arrays.stream(values())
        .filter(each -> each.inboxesPerDomain == inboxesPerDomain)
        .findFirst();
  }

  /**
   * The number of inboxes on each domain.
   *
   * @return 25, 50, 75 or 99
   */
  public int inboxesPerDomain() {
    return inboxesPerDomain;
  }

  MicrosoftInboxesPerDomain wire() {
    return MicrosoftInboxesPerDomain.of(inboxesPerDomain);
  }
}
