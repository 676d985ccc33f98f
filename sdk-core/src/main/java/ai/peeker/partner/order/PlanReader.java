package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import org.jspecify.annotations.Nullable;

/** Reads the plans of a request: a provider has both licenses and a density, or neither. */
final class PlanReader {
  private final Violations violations;
  private final @Nullable GooglePlan google;
  private final @Nullable MicrosoftPlan microsoft;

  PlanReader(CustomOrderRequest request, Violations violations) {
    this.violations = violations;
    this.google = google(request.googleLicenses(), request.googleInboxesPerDomain());
    this.microsoft = microsoft(request.microsoftLicenses(), request.microsoftInboxesPerDomain());
    if (request.googleLicenses() == null
        && request.googleInboxesPerDomain() == null
        && request.microsoftLicenses() == null
        && request.microsoftInboxesPerDomain() == null) {
      violations.add("bundle_id", OrderValidator.NO_PLAN);
    }
  }

  private @Nullable GooglePlan google(
      @Nullable Integer licenses, @Nullable GoogleInboxesPerDomain given) {
    GoogleDensity density = given == null ? null : GoogleDensity.of(given.value()).orElse(null);
    boolean valid = isValid("google", licenses, given, density, "2 or 3");
    return valid && licenses != null && density != null ? new GooglePlan(licenses, density) : null;
  }

  private @Nullable MicrosoftPlan microsoft(
      @Nullable Integer licenses, @Nullable MicrosoftInboxesPerDomain given) {
    MicrosoftDensity density =
        given == null ? null : MicrosoftDensity.of(given.value()).orElse(null);
    boolean valid = isValid("microsoft", licenses, given, density, "25, 50, 75 or 99");
    return valid && licenses != null && density != null
        ? new MicrosoftPlan(licenses, density)
        : null;
  }

  private boolean isValid(
      String provider,
      @Nullable Integer licenses,
      @Nullable Object given,
      @Nullable Object density,
      String expected) {
    String licensesField = provider + "_licenses";
    String densityField = provider + "_inboxes_per_domain";
    if (licenses == null && given != null) {
      violations.add(
          licensesField, "is missing, but " + densityField + " is set. Set both or neither.");
    }
    if (licenses != null && licenses < 1) {
      violations.add(
          licensesField,
          "is out of range: " + licenses + " (expected 1 or more). Fix it, or omit both fields.");
    }
    if (licenses != null && given == null) {
      violations.add(
          densityField, "is missing, but " + licensesField + " is set. Set both or neither.");
    }
    if (given != null && density == null) {
      violations.add(densityField, "is out of range: " + given + " (expected " + expected + ").");
    }
    return licenses != null && licenses >= 1 && density != null;
  }

  @Nullable GooglePlan google() {
    return google;
  }

  @Nullable MicrosoftPlan microsoft() {
    return microsoft;
  }
}
