package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many domains an order needs, how many it has, and why. The rule is the API's own: one domain
 * for each Microsoft licence, and Google licences divided by their density, rounded up.
 *
 * <pre>{@code
 * DomainCount count = order.domainCount();
 * System.out.println(count.explanation());
 * // This order needs 12 domains and has 11: 2 Microsoft licences, 1 domain each = 2; 20 Google …
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DomainCount {
  private final @Nullable Long required;
  private final int submitted;
  private final String arithmetic;

  private DomainCount(@Nullable Long required, int submitted, String arithmetic) {
    this.required = required;
    this.submitted = submitted;
    this.arithmetic = arithmetic;
  }

  /**
   * The number of domains for Google licences.
   *
   * @param licenses 0 or more
   * @param density how many share a domain; not null
   * @return licences divided by density, rounded up
   * @throws ai.peeker.partner.error.InvalidRequestException if there are less than 0 licences, or
   *     the density is null
   */
  public static int google(int licenses, GoogleDensity density) {
    if (licenses < 0) {
      throw new Problems()
          .add("google_licenses", "is " + licenses + ". Give 0 or more.")
          .toException();
    }
    OrderRules.notNull("google_inboxes_per_domain", density);
    int perDomain = density.inboxesPerDomain();
    return licenses / perDomain + (licenses % perDomain == 0 ? 0 : 1); // cannot overflow
  }

  static DomainCount ofPlans(
      @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft, int submitted) {
    long required = 0;
    StringBuilder sum = new StringBuilder();
    if (microsoft != null) {
      required += microsoft.requiredDomains();
      sum.append(licences(microsoft.licenses(), "Microsoft"))
          .append(", 1 domain each = ")
          .append(microsoft.requiredDomains());
    }
    if (google != null) {
      required += google.requiredDomains();
      sum.append(sum.isEmpty() ? "" : "; ").append(googleArithmetic(google));
    }
    if (google != null && microsoft != null) {
      sum.append("; together ").append(required);
    }
    return new DomainCount(required, submitted, sum.toString());
  }

  private static String googleArithmetic(GooglePlan plan) {
    int perDomain = plan.density().inboxesPerDomain();
    return licences(plan.licenses(), "Google")
        + ", "
        + perDomain
        + " on each domain = ceil("
        + plan.licenses()
        + " / "
        + perDomain
        + ") = "
        + plan.requiredDomains();
  }

  static DomainCount ofBundle(String bundleId, @Nullable Integer required, int submitted) {
    return required == null
        ? new DomainCount(
            null, submitted, "only the server knows what bundle " + bundleId + " needs")
        : new DomainCount(
            required.longValue(), submitted, "bundle " + bundleId + " says so in required_domains");
  }

  /**
   * How many domains the order needs.
   *
   * @return empty for a bundle order that knows only the bundle's id
   */
  public OptionalLong required() {
    return required == null ? OptionalLong.empty() : OptionalLong.of(required);
  }

  /**
   * How many domains the order has.
   *
   * @return 0 or more
   */
  public int submitted() {
    return submitted;
  }

  /**
   * How many domains are missing.
   *
   * @return negative if there are too many; empty if the need is not known
   */
  public OptionalLong missing() {
    return required == null ? OptionalLong.empty() : OptionalLong.of(required - submitted);
  }

  /**
   * Whether the order may go out.
   *
   * @return false only if the need is known and the order has more or fewer domains
   */
  public boolean isAcceptable() {
    return required == null || required == submitted;
  }

  /**
   * Need, number and arithmetic in words.
   *
   * @return a sentence or two
   */
  public String explanation() {
    if (required == null) {
      return "This order has " + domains(submitted) + "; " + arithmetic + ".";
    }
    String verb = isAcceptable() ? " and has " : " but has ";
    return "This order needs "
        + domains(required)
        + verb
        + submitted
        + ": "
        + arithmetic
        + "."
        + remedy(required);
  }

  private String remedy(long need) {
    if (need == submitted) {
      return "";
    }
    return need > submitted
        ? " Add " + domains(need - submitted) + "."
        : " Remove " + domains(submitted - need) + ".";
  }

  private static String licences(int count, String provider) {
    return count + " " + provider + (count == 1 ? " licence" : " licences");
  }

  private static String domains(long count) {
    return count + (count == 1 ? " domain" : " domains");
  }

  /**
   * Refuses an order that must not go out.
   *
   * @throws ai.peeker.partner.error.DomainCountMismatchException if {@link #isAcceptable()} is
   *     false
   */
  public void check() {
    if (isAcceptable()) {
      return;
    }
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("required_count", required);
    details.put("submitted_count", submitted);
    details.put("missing_count", missing().orElse(0));
    throw ApiException.builder(
            ErrorCode.DOMAIN_COUNT_MISMATCH, explanation() + " Nothing was sent.")
        .field("domains")
        .details(details)
        .build();
  }

  /** The explanation. */
  @Override
  public String toString() {
    return explanation();
  }
}
