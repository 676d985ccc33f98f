package ai.peeker.partner.plan;

import ai.peeker.partner.model.CreateBundleRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.order.GoogleDensity;
import org.jspecify.annotations.Nullable;

/**
 * The size of a bundle, from which the number of its domains follows. Nothing is sent.
 *
 * <pre>{@code
 * BundlePlan plan = BundlePlan.of(25_000);           // emails per month, with the API's defaults
 * DomainRequirement domains = plan.requiredDomains(); // 15 Google, 4 Microsoft
 * DomainRequirement more = plan.withGooglePercent(80).requiredDomains();
 * }</pre>
 *
 * <p>The API's rule: the monthly volume is spread over 22 sending days, or over 30 with weekends. A
 * Google inbox sends 20 emails a day, a Microsoft domain 150. Each provider's number of domains is
 * rounded up. The bundle that the API returns has the number that counts.
 *
 * @param monthlySendingVolume the number of emails per month; 1 or more
 * @param googlePercent the percentage that Google sends, 0 to 100; Microsoft sends the rest
 * @param sendOnWeekends whether emails are sent on weekends, too
 * @param googleDensity the number of Google inboxes on each domain; not null
 */
public record BundlePlan(
    long monthlySendingVolume,
    int googlePercent,
    boolean sendOnWeekends,
    GoogleDensity googleDensity) {
  private static final int RECOMMENDED_GOOGLE_PERCENT = 50;
  private static final int EMAILS_PER_GOOGLE_INBOX = 20;
  private static final int EMAILS_PER_MICROSOFT_DOMAIN = 150;
  private static final int WEEKDAYS_PER_MONTH = 22;
  private static final int DAYS_PER_MONTH = 30;

  /**
   * Creates a plan.
   *
   * @param monthlySendingVolume the number of emails per month; 1 or more
   * @param googlePercent the percentage that Google sends, 0 to 100; Microsoft sends the rest
   * @param sendOnWeekends whether emails are sent on weekends, too
   * @param googleDensity the number of Google inboxes on each domain; not null
   * @throws IllegalArgumentException if an argument is null or out of range
   */
  public BundlePlan {
    if (monthlySendingVolume < 1) {
      throw outOfRange("monthlySendingVolume", monthlySendingVolume, "1 or more");
    }
    if (googlePercent < 0 || googlePercent > 100) {
      throw outOfRange("googlePercent", googlePercent, "0 to 100");
    }
    if (googleDensity == null) {
      throw new IllegalArgumentException("googleDensity must not be null");
    }
  }

  /**
   * Returns a plan with the API's defaults: no sending on weekends, two Google inboxes on each
   * domain, and half of the volume for each provider. The last is the split of the API's example:
   * Peeker can change the split that it recommends, so set one that must not change.
   *
   * @param monthlySendingVolume the number of emails per month; 1 or more
   * @return the plan
   * @throws IllegalArgumentException if the volume is out of range
   */
  public static BundlePlan of(long monthlySendingVolume) {
    return new BundlePlan(
        monthlySendingVolume, RECOMMENDED_GOOGLE_PERCENT, false, GoogleDensity.TWO);
  }

  /**
   * Returns the plan of a new bundle. Where the request leaves a choice to the API, {@link
   * #of(long)} says which.
   *
   * @param request the bundle to create; not null
   * @return the plan
   * @throws IllegalArgumentException if the request is null, its volume or density is not one that
   *     the API offers, or its percentages do not add up to 100
   */
  public static BundlePlan of(CreateBundleRequest request) {
    if (request == null) {
      throw new IllegalArgumentException("request must not be null");
    }
    return new BundlePlan(
        request.monthlySendingVolume(),
        googlePercent(request.googlePercent(), request.microsoftPercent()),
        Boolean.TRUE.equals(request.sendOnWeekends()),
        density(request.googleInboxesPerDomain()));
  }

  private static int googlePercent(@Nullable Integer google, @Nullable Integer microsoft) {
    if (google == null && microsoft == null) {
      return RECOMMENDED_GOOGLE_PERCENT;
    }
    if (google == null || microsoft == null || google + microsoft != 100) {
      throw new IllegalArgumentException(
          "google_percent and microsoft_percent must add up to 100, or both be null: "
              + google
              + " and "
              + microsoft);
    }
    return google;
  }

  private static GoogleDensity density(@Nullable GoogleInboxesPerDomain inboxes) {
    return inboxes == null
        ? GoogleDensity.TWO
        : GoogleDensity.of(inboxes.value())
            .orElseThrow(() -> outOfRange("google_inboxes_per_domain", inboxes.value(), "2 or 3"));
  }

  private static IllegalArgumentException outOfRange(String name, long value, String expected) {
    return new IllegalArgumentException(
        name + " is out of range: " + value + " (expected " + expected + ")");
  }

  /**
   * Returns this plan with another split.
   *
   * @param googlePercent the percentage that Google sends, 0 to 100; Microsoft sends the rest
   * @return the changed plan
   * @throws IllegalArgumentException if the percentage is out of range
   */
  public BundlePlan withGooglePercent(int googlePercent) {
    return new BundlePlan(monthlySendingVolume, googlePercent, sendOnWeekends, googleDensity);
  }

  /**
   * Returns this plan with or without sending on weekends.
   *
   * @param sendOnWeekends whether emails are sent on weekends, too
   * @return the changed plan
   */
  public BundlePlan withSendOnWeekends(boolean sendOnWeekends) {
    return new BundlePlan(monthlySendingVolume, googlePercent, sendOnWeekends, googleDensity);
  }

  /**
   * Returns this plan with another number of Google inboxes on each domain.
   *
   * @param googleDensity the number of inboxes; not null
   * @return the changed plan
   * @throws IllegalArgumentException if the density is null
   */
  public BundlePlan withGoogleDensity(GoogleDensity googleDensity) {
    return new BundlePlan(monthlySendingVolume, googlePercent, sendOnWeekends, googleDensity);
  }

  /**
   * Returns the percentage that Microsoft sends.
   *
   * @return 0 to 100
   */
  public int microsoftPercent() {
    return 100 - googlePercent;
  }

  /**
   * Returns the number of domains that the bundle needs.
   *
   * @return exact, for any volume
   */
  public DomainRequirement requiredDomains() {
    int googlePerDay = EMAILS_PER_GOOGLE_INBOX * googleDensity.inboxesPerDomain();
    return new DomainRequirement(
        domains(googlePercent, googlePerDay),
        domains(microsoftPercent(), EMAILS_PER_MICROSOFT_DOMAIN));
  }

  /** Divides before it multiplies, so that no volume overflows. */
  private long domains(int percent, int emailsPerDay) {
    long emailsPerMonth =
        (long) (sendOnWeekends ? DAYS_PER_MONTH : WEEKDAYS_PER_MONTH) * emailsPerDay;
    long divisor = 100 * emailsPerMonth;
    long rest = monthlySendingVolume % divisor * percent;
    return monthlySendingVolume / divisor * percent + (rest + divisor - 1) / divisor;
  }
}
