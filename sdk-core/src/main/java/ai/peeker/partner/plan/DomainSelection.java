package ai.peeker.partner.plan;

import ai.peeker.partner.model.DomainAvailability;
import ai.peeker.partner.model.MailProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The domains to buy, chosen from those whose availability was checked.
 *
 * <pre>{@code
 * DomainRequirement needed = BundlePlan.of(25_000).requiredDomains();
 * List<DomainAvailability> rows = client.domains().checkAvailability(names).results();
 * DomainSelection selection = DomainSelection.choose(needed, rows);
 * System.out.println(selection.domains() + ", missing: " + selection.missing());
 * }</pre>
 *
 * <p>The choice covers as much of the requirement as the rows allow, and no other choice that does
 * so costs less in the first year. Of equal prices, the lower renewal price goes first, then the
 * earlier row; an unknown price goes last. Rows that are not available, are premium or name no
 * provider that the SDK knows are left out, and so are repeated domains. The server decides which
 * domain serves which provider; {@link #google()} and {@link #microsoft()} show a way that works.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DomainSelection {
  private static final Comparator<DomainAvailability> CHEAPEST_FIRST =
      Comparator.comparing(
              DomainAvailability::priceCents, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(
              DomainAvailability::renewalPriceCents,
              Comparator.nullsLast(Comparator.naturalOrder()));

  private final DomainRequirement requirement;
  private final List<DomainAvailability> chosen;
  private final List<DomainAvailability> google = new ArrayList<>();
  private final List<DomainAvailability> microsoft = new ArrayList<>();

  private DomainSelection(DomainRequirement requirement, List<DomainAvailability> chosen) {
    this.requirement = requirement;
    this.chosen = chosen;
    assign();
  }

  /**
   * Chooses domains.
   *
   * @param requirement the domains that are needed; not null
   * @param rows the result of checking availability; not null
   * @return the choice, which may be incomplete
   * @throws IllegalArgumentException if an argument is null, or prices have several currencies
   */
  public static DomainSelection choose(
      DomainRequirement requirement, Collection<DomainAvailability> rows) {
    if (requirement == null || rows == null) {
      throw new IllegalArgumentException(
          (requirement == null ? "requirement" : "rows") + " must not be null");
    }
    List<DomainAvailability> usable = usable(rows);
    Set<DomainAvailability> chosen = cheapest(requirement, usable);
    return new DomainSelection(requirement, usable.stream().filter(chosen::contains).toList());
  }

  private static List<DomainAvailability> usable(Collection<DomainAvailability> rows) {
    Map<String, DomainAvailability> byName = new LinkedHashMap<>();
    for (DomainAvailability row : rows) {
      boolean canBeBought = row != null && row.available() && !Boolean.TRUE.equals(row.premium());
      if (canBeBought && (hosts(row, MailProvider.GOOGLE) || hosts(row, MailProvider.MICROSOFT))) {
        byName.putIfAbsent(row.domain().toLowerCase(Locale.ROOT), row);
      }
    }
    rejectSeveralCurrencies(byName.values());
    return List.copyOf(byName.values());
  }

  private static void rejectSeveralCurrencies(Collection<DomainAvailability> rows) {
    List<String> currencies =
        rows.stream()
            .map(DomainAvailability::currency)
            .filter(currency -> currency != null)
            .map(currency -> currency.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    if (currencies.size() > 1) {
      throw new IllegalArgumentException(
          "rows have prices in " + String.join(" and ", currencies) + ". Pass one currency.");
    }
  }

  /**
   * Takes the cheapest domain as long as the domains taken can each serve a needed one. Such sets
   * are the independent sets of a matroid, so that this is the cheapest of the largest sets.
   */
  private static Set<DomainAvailability> cheapest(
      DomainRequirement requirement, List<DomainAvailability> usable) {
    Set<DomainAvailability> chosen = new HashSet<>();
    long googleOnly = 0;
    long microsoftOnly = 0;
    for (DomainAvailability row : usable.stream().sorted(CHEAPEST_FIRST).toList()) {
      int forGoogleOnly = hosts(row, MailProvider.MICROSOFT) ? 0 : 1;
      int forMicrosoftOnly = hosts(row, MailProvider.GOOGLE) ? 0 : 1;
      if (chosen.size() < requirement.total()
          && googleOnly + forGoogleOnly <= requirement.google()
          && microsoftOnly + forMicrosoftOnly <= requirement.microsoft()) {
        chosen.add(row);
        googleOnly += forGoogleOnly;
        microsoftOnly += forMicrosoftOnly;
      }
    }
    return chosen;
  }

  /** Gives Microsoft its domains first, because more domains can be found for Google. */
  private void assign() {
    long onlyMicrosoft = chosen.stream().filter(row -> !hosts(row, MailProvider.GOOGLE)).count();
    long both = requirement.microsoft() - onlyMicrosoft;
    for (DomainAvailability row : chosen) {
      boolean isShared = hosts(row, MailProvider.GOOGLE) && hosts(row, MailProvider.MICROSOFT);
      boolean forMicrosoft = isShared ? both-- > 0 : hosts(row, MailProvider.MICROSOFT);
      (forMicrosoft ? microsoft : google).add(row);
    }
  }

  private static boolean hosts(DomainAvailability row, MailProvider provider) {
    List<MailProvider> providers = row.usableFor();
    return providers != null && providers.contains(provider);
  }

  /**
   * Returns the names of the chosen domains, for an order.
   *
   * @return unmodifiable, in the order of the rows
   */
  public List<String> domains() {
    return chosen.stream().map(DomainAvailability::domain).toList();
  }

  /**
   * Returns the chosen domains that can serve Google.
   *
   * @return unmodifiable, in the order of the rows; at most as many as are needed
   */
  public List<DomainAvailability> google() {
    return List.copyOf(google);
  }

  /**
   * Returns the chosen domains that can serve Microsoft. None of them is in {@link #google()}.
   *
   * @return unmodifiable, in the order of the rows; at most as many as are needed
   */
  public List<DomainAvailability> microsoft() {
    return List.copyOf(microsoft);
  }

  /**
   * Returns the domains that are still needed. If domains for both providers are short, those of
   * Google are counted as missing first.
   *
   * @return the number for each provider
   */
  public DomainRequirement missing() {
    return new DomainRequirement(
        requirement.google() - google.size(), requirement.microsoft() - microsoft.size());
  }

  /**
   * Returns whether the requirement is satisfied.
   *
   * @return true if nothing is {@link #missing()}
   */
  public boolean isComplete() {
    return chosen.size() == requirement.total();
  }

  /**
   * Returns this selection if it is complete.
   *
   * @return this selection
   * @throws IllegalStateException if domains are missing; the message says how many
   */
  public DomainSelection orThrow() {
    if (!isComplete()) {
      DomainRequirement missing = missing();
      throw new IllegalStateException(
          "The available domains are too few: "
              + missing.google()
              + " for Google and "
              + missing.microsoft()
              + " for Microsoft are missing. Check the availability of more names.");
    }
    return this;
  }

  /**
   * Returns the price of the chosen domains in the first year.
   *
   * @return in cents; empty if the price of one is unknown
   */
  public OptionalLong totalPriceCents() {
    long total = 0;
    for (DomainAvailability row : chosen) {
      Long price = row.priceCents();
      if (price == null) {
        return OptionalLong.empty();
      }
      total = Math.addExact(total, price);
    }
    return OptionalLong.of(total);
  }

  /** Returns the numbers of domains, for logging. */
  @Override
  public String toString() {
    return "DomainSelection[google="
        + google.size()
        + ", microsoft="
        + microsoft.size()
        + ", missing="
        + missing()
        + "]";
  }
}
