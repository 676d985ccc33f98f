package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The number of domains that an order needs and the number that it has, with an explanation. The
 * API's rule: one domain for each Microsoft license, and Google licenses divided by their density,
 * rounded up.
 *
 * <pre>{@code
 * DomainCount count = order.domainCount();
 * System.out.println(count.explanation());
 * // This order needs 12 domains and has 11: 2 Microsoft licenses, 1 domain each = 2; 20 Google …
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DomainCount {
  private final @Nullable Long required;
  private final int submitted;
  private final Supplier<String> arithmetic; // is expensive and seldom asked for

  private DomainCount(@Nullable Long required, int submitted, Supplier<String> arithmetic) {
    this.required = required;
    this.submitted = submitted;
    this.arithmetic = arithmetic;
  }

  /**
   * Returns the number of domains that Google licenses need.
   *
   * @param licenses 0 or more
   * @param density the number of inboxes on each domain; not null
   * @return licenses divided by density, rounded up
   * @throws ai.peeker.partner.error.InvalidRequestException if there are fewer than 0 licenses, or
   *     the density is null
   */
  public static int google(int licenses, GoogleDensity density) {
    if (licenses < 0) {
      throw OrderValidator.rejected(
          "google_licenses", OrderValues.outOfRange(licenses, "0 or more"));
    }
    OrderValidator.requireNonNull("google_inboxes_per_domain", density);
    int perDomain = density.inboxesPerDomain();
    return licenses / perDomain + (licenses % perDomain == 0 ? 0 : 1); // cannot overflow
  }

  static DomainCount ofPlans(
      @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft, int submitted) {
    long required =
        (google == null ? 0L : google.requiredDomains())
            + (microsoft == null ? 0L : microsoft.requiredDomains());
    return new DomainCount(required, submitted, () -> arithmetic(google, microsoft, required));
  }

  private static String arithmetic(
      @Nullable GooglePlan google, @Nullable MicrosoftPlan microsoft, long required) {
    List<String> sums = new ArrayList<>();
    if (microsoft != null) {
      String licenses = licenses(microsoft.licenses(), "Microsoft");
      sums.add(licenses + ", 1 domain each = " + microsoft.requiredDomains());
    }
    if (google != null) {
      int density = google.density().inboxesPerDomain();
      String quotient = google.licenses() + " / " + density;
      String each = licenses(google.licenses(), "Google") + ", " + density + " on each domain";
      sums.add(each + " = ceil(" + quotient + ") = " + google.requiredDomains());
    }
    if (sums.size() > 1) {
      sums.add("together " + required);
    }
    return String.join("; ", sums);
  }

  static DomainCount ofBundle(String bundleId, @Nullable Integer required, int submitted) {
    return required == null
        ? new DomainCount(
            null,
            submitted,
            () -> "only the server knows how many domains bundle " + bundleId + " needs")
        : new DomainCount(
            required.longValue(), submitted, () -> "see required_domains of bundle " + bundleId);
  }

  /**
   * Returns the number of domains that the order needs.
   *
   * @return empty for a bundle order that knows only the bundle's id
   */
  public OptionalLong required() {
    return required == null ? OptionalLong.empty() : OptionalLong.of(required);
  }

  /**
   * Returns the number of domains that the order has.
   *
   * @return 0 or more
   */
  public int submitted() {
    return submitted;
  }

  /**
   * Returns the number of missing domains.
   *
   * @return negative if there are too many; empty if {@link #required()} is empty
   */
  public OptionalLong missing() {
    return required == null ? OptionalLong.empty() : OptionalLong.of(required - submitted);
  }

  /**
   * Returns whether the order may be sent.
   *
   * @return false only if {@link #required()} is known and differs from {@link #submitted()}
   */
  public boolean isAcceptable() {
    return required == null || required == submitted;
  }

  /**
   * Returns both numbers and the arithmetic as a sentence for people.
   *
   * @return a sentence, and a second one with the remedy if the numbers differ
   */
  public String explanation() {
    if (required == null) {
      return "This order has " + domains(submitted) + "; " + arithmetic.get() + ".";
    }
    long missing = required - submitted;
    String needs = "This order needs " + domains(required);
    String has = " has " + submitted + ": " + arithmetic.get() + ".";
    String remedy = (missing > 0 ? " Add " : " Remove ") + domains(Math.abs(missing)) + ".";
    return missing == 0 ? needs + " and" + has : needs + " but" + has + remedy;
  }

  private static String licenses(int count, String provider) {
    return count + " " + provider + (count == 1 ? " license" : " licenses");
  }

  private static String domains(long count) {
    return count + (count == 1 ? " domain" : " domains");
  }

  /**
   * Throws an exception if the order must not be sent.
   *
   * @throws ai.peeker.partner.error.DomainCountMismatchException if {@link #isAcceptable()} is
   *     false
   */
  public void requireMatch() {
    if (required != null && required != submitted) {
      throw ApiException.builder(
              ErrorCode.DOMAIN_COUNT_MISMATCH, explanation() + " Nothing was sent.")
          .field("domains")
          .details(
              Map.of(
                  "required_count", required,
                  "submitted_count", submitted,
                  "missing_count", required - submitted))
          .build();
    }
  }

  /** Returns the {@link #explanation()}. */
  @Override
  public String toString() {
    return explanation();
  }
}
