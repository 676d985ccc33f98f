package ai.peeker.partner.order;

import ai.peeker.partner.model.CustomOrderRequest;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plans out of a request: licences and density of a provider stand together or not at
 * all.
 */
final class PlanRules {
  private final Problems problems;
  private final @Nullable GooglePlan google;
  private final @Nullable MicrosoftPlan microsoft;

  PlanRules(CustomOrderRequest request, Problems problems) {
    this.problems = problems;
    this.google = google(request.googleLicenses(), request.googleInboxesPerDomain());
    this.microsoft = microsoft(request.microsoftLicenses(), request.microsoftInboxesPerDomain());
    if (request.googleLicenses() == null
        && request.googleInboxesPerDomain() == null
        && request.microsoftLicenses() == null
        && request.microsoftInboxesPerDomain() == null) {
      problems.add("bundle_id", OrderRules.NO_PLAN);
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
      String allowed) {
    String licensesField = provider + "_licenses";
    String densityField = provider + "_inboxes_per_domain";
    if (licenses == null && given != null) {
      problems.add(
          licensesField, "is missing, but " + densityField + " is there. Give both or neither.");
    }
    if (licenses != null && licenses < 1) {
      problems.add(
          licensesField, "is " + licenses + ". Order 1 or more, or leave both fields out.");
    }
    if (licenses != null && given == null) {
      problems.add(
          densityField, "is missing, but " + licensesField + " is there. Give both or neither.");
    }
    if (given != null && density == null) {
      problems.add(densityField, "is " + given + ". Give " + allowed + ".");
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
