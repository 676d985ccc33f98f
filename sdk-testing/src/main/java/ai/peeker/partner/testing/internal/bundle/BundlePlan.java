package ai.peeker.partner.testing.internal.bundle;

import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a bundle that requests set.
 *
 * @param googlePercent the Google percentage, or null for the recommended split
 * @param weekends whether the volume is spread over 30 days instead of 22
 * @param inboxesPerDomain the number of Google inboxes per domain
 */
record BundlePlan(
    String name,
    long monthlyVolume,
    @Nullable Integer googlePercent,
    boolean weekends,
    int inboxesPerDomain) {
  private static final int RECOMMENDED_GOOGLE_PERCENT = 50;
  private static final BundlePlan DEFAULTS = new BundlePlan("", 0, null, false, 2);
  // A domain with 2 Google inboxes sends 20 × 2 emails on each of 22 days a month.
  private static final long MONTHLY_VOLUME_PER_DOMAIN = 20 * 2 * 22;

  static BundlePlan ofDomains(int requiredDomains) {
    String name = "Local bundle of " + requiredDomains + " domains";
    return new BundlePlan(name, MONTHLY_VOLUME_PER_DOMAIN * requiredDomains, 100, false, 2);
  }

  /** Reads a new plan from a body that conforms to the schema. */
  static BundlePlan read(JsonNode body) {
    return DEFAULTS.changedBy(body);
  }

  /** Changes the properties that a body has, which conforms to the schema. */
  BundlePlan changedBy(JsonNode body) {
    BundlePlan changed =
        new BundlePlan(
            body.path("name").asText(name),
            body.has("monthly_sending_volume") ? volume(body) : monthlyVolume,
            body.has("google_percent") ? googlePercent(body) : googlePercent,
            body.path("send_on_weekends").asBoolean(weekends),
            body.path("google_inboxes_per_domain").asInt(inboxesPerDomain));
    if (changed.size().total() > Integer.MAX_VALUE) {
      throw ErrorResponseException.invalid(
          "monthly_sending_volume",
          "monthly_sending_volume is out of range: it needs "
              + changed.size().total()
              + " domains");
    }
    return changed;
  }

  int effectiveGooglePercent() {
    return googlePercent == null ? RECOMMENDED_GOOGLE_PERCENT : googlePercent;
  }

  /** Returns the number of domains that an order needs. */
  BundleSize size() {
    return BundleSize.of(monthlyVolume, effectiveGooglePercent(), weekends, inboxesPerDomain);
  }

  private static long volume(JsonNode body) {
    BigDecimal volume = body.path("monthly_sending_volume").decimalValue();
    if (volume.signum() <= 0 || volume.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw ErrorResponseException.invalid(
          "monthly_sending_volume",
          "monthly_sending_volume is out of range: "
              + volume
              + " (expected 1 to "
              + Long.MAX_VALUE
              + ")");
    }
    return volume.longValueExact();
  }

  /** Returns the Google percentage; the schema lets both percentages be sent only together. */
  private static @Nullable Integer googlePercent(JsonNode body) {
    JsonNode google = body.path("google_percent");
    JsonNode microsoft = body.path("microsoft_percent");
    if (google.isNull() && microsoft.isNull()) {
      return null;
    }
    if (google.isNull() || microsoft.isNull() || google.asInt() + microsoft.asInt() != 100) {
      throw ErrorResponseException.invalid(
          "google_percent",
          "google_percent and microsoft_percent must have the sum 100, or both be null");
    }
    return google.asInt();
  }
}
