package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the body of {@code POST /orders}, without looking at other orders. */
final class OrderBodyReader {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "microsoft_licenses",
          "google_inboxes_per_domain",
          "microsoft_inboxes_per_domain");

  private OrderBodyReader() {}

  /** Rejects what has an error code or a field of its own, before the schema is looked at. */
  static void checkShape(JsonNode body) {
    rejectShapeConflict(body);
    if (!body.has("bundle_id") && PLAN_FIELDS.stream().noneMatch(body::has)) {
      throw withoutPlan();
    }
    JsonNode provider = body.path("sequencer").path("provider");
    if (provider.isTextual() && !provider.asText().equals("smartlead")) {
      throw ErrorResponse.badRequest(
              "provider_not_supported", "sequencer.provider must be smartlead")
          .field("sequencer.provider")
          .toException();
    }
  }

  /** Reads a body that conforms to the schema. */
  static OrderBody read(JsonNode body) {
    String user = readUser(body);
    boolean isBundle = body.has("bundle_id");
    String bundleId = isBundle ? body.path("bundle_id").asText() : null;
    List<String> domains = readDomains(body.path("domains"));
    rejectBlank(body.path("sequencer"), "sequencer", "login_email");
    rejectBlank(body.path("sequencer"), "sequencer", "login_password");
    rejectBlankPersonas(body.path("personas"));
    long planned = isBundle ? 0 : plannedDomains(body);
    rejectDuplicateDomain(domains);
    return new OrderBody(user, bundleId, planned, domains);
  }

  private static void rejectShapeConflict(JsonNode body) {
    if (body.has("bundle_id") && PLAN_FIELDS.stream().anyMatch(body::has)) {
      throw ErrorResponse.badRequest(
              "order_shape_conflict",
              "bundle_id may not be combined with google_licenses, microsoft_licenses,"
                  + " google_inboxes_per_domain, or microsoft_inboxes_per_domain")
          .toException();
    }
  }

  private static String readUser(JsonNode order) {
    String user = order.path("user").asText();
    if (!user.startsWith("usr_") && user.indexOf('@') < 1) {
      throw ErrorResponseException.invalid(
          "user", "user must be a user id (usr_...) or an email address");
    }
    return user;
  }

  private static List<String> readDomains(JsonNode elements) {
    List<String> domains = new ArrayList<>();
    for (JsonNode element : elements) {
      String domain = element.isObject() ? element.path("domain").asText() : element.asText();
      if (domain.isBlank()) {
        String field = "domains[" + domains.size() + "]";
        throw ErrorResponseException.invalid(field, field + " must not be blank");
      }
      domains.add(domain);
    }
    return domains;
  }

  private static void rejectBlankPersonas(JsonNode personas) {
    for (int i = 0; i < personas.size(); i++) {
      rejectBlank(personas.get(i), "personas[" + i + "]", "first_name");
      rejectBlank(personas.get(i), "personas[" + i + "]", "last_name");
    }
  }

  private static void rejectBlank(JsonNode object, String path, String property) {
    if (object.path(property).asText().isBlank()) {
      String field = path + "." + property;
      throw ErrorResponseException.invalid(field, field + " must not be blank");
    }
  }

  private static void rejectDuplicateDomain(List<String> domains) {
    Set<String> seen = new HashSet<>();
    for (String domain : domains) {
      if (!seen.add(DomainOverlap.normalize(domain))) {
        throw ErrorResponseException.invalid(
            "domains", "domains contains " + domain + " more than once");
      }
    }
  }

  /** Computes {@code microsoft_licenses + ceil(google_licenses / google_inboxes_per_domain)}. */
  private static long plannedDomains(JsonNode order) {
    long google = licenses(order, "google_licenses");
    long density = order.path("google_inboxes_per_domain").asLong(1);
    return (google + density - 1) / density + licenses(order, "microsoft_licenses");
  }

  private static long licenses(JsonNode order, String field) {
    long licenses = order.path(field).asLong();
    if (licenses > Integer.MAX_VALUE) {
      throw ErrorResponseException.invalid(
          field, field + " is out of range (expected 1 to " + Integer.MAX_VALUE + ")");
    }
    return licenses;
  }

  private static ErrorResponseException withoutPlan() {
    return ErrorResponseException.invalid(
        "google_licenses",
        "An order needs bundle_id, or at least one of google_licenses and microsoft_licenses");
  }
}
