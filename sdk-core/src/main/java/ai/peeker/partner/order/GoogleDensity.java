package ai.peeker.partner.order;

import java.util.Optional;

/**
 * The number of Google inboxes that share a domain. The API documents only these two values.
 *
 * <pre>{@code
 * GoogleDensity density = GoogleDensity.of(2).orElseThrow(); // TWO
 * }</pre>
 */
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
   * Returns the density with a number of inboxes, for instance from a form.
   *
   * @param inboxesPerDomain the number of inboxes on each domain
   * @return empty if the API does not offer it
   */
  public static Optional<GoogleDensity> of(int inboxesPerDomain) {
    for (GoogleDensity density : values()) {
      if (density.inboxesPerDomain == inboxesPerDomain) {
        return Optional.of(density);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the number of inboxes on each domain.
   *
   * @return 2 or 3
   */
  public int inboxesPerDomain() {
    return inboxesPerDomain;
  }
}
