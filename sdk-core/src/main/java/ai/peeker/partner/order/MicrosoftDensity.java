package ai.peeker.partner.order;

import java.util.Optional;

/**
 * The number of Microsoft inboxes that a license, and thus its domain, gets. The API documents only
 * these four values.
 *
 * <pre>{@code
 * MicrosoftDensity density = MicrosoftDensity.of(50).orElseThrow(); // FIFTY
 * }</pre>
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
   * Returns the density with a number of inboxes, for instance from a form.
   *
   * @param inboxesPerDomain the number of inboxes on each domain
   * @return empty if the API does not offer it
   */
  public static Optional<MicrosoftDensity> of(int inboxesPerDomain) {
    for (MicrosoftDensity density : values()) {
      if (density.inboxesPerDomain == inboxesPerDomain) {
        return Optional.of(density);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the number of inboxes on each domain.
   *
   * @return 25, 50, 75 or 99
   */
  public int inboxesPerDomain() {
    return inboxesPerDomain;
  }
}
