package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.JsonFields;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and validates the body of {@code POST /orders}, without looking at other orders. */
final class OrderBodyReader {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "microsoft_licenses",
          "google_inboxes_per_domain",
          "microsoft_inboxes_per_domain");
  private static final List<Integer> GOOGLE_DENSITIES = List.of(2, 3);
  private static final List<Integer> MICROSOFT_DENSITIES = List.of(25, 50, 75, 99);
  private static final int MAX_PERSONAS = 10;

  private OrderBodyReader() {}

  static OrderBody read(JsonNode body) {
    rejectShapeConflict(body);
    JsonFields order = JsonFields.of(body);
    String user = readUser(order);
    boolean isBundle = order.has("bundle_id");
    String bundleId = isBundle ? order.string("bundle_id") : null;
    checkSequencer(order.object("sequencer"));
    List<String> domains = readDomains(order.array("domains"));
    checkPersonas(order.array("personas"));
    order.checkOptionalString("forwarding_url");
    long planned = isBundle ? 0 : plannedDomains(order);
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

  private static String readUser(JsonFields order) {
    String user = order.string("user");
    if (!user.startsWith("usr_") && user.indexOf('@') < 1) {
      throw order.invalid("user", "must be a user id (usr_...) or an email address");
    }
    return user;
  }

  private static void checkSequencer(JsonFields sequencer) {
    if (!sequencer.string("provider").equals("smartlead")) {
      throw ErrorResponse.badRequest(
              "provider_not_supported", "sequencer.provider must be smartlead")
          .field("sequencer.provider")
          .toException();
    }
    JsonNode clientId = sequencer.required("client_id");
    if (!clientId.isNumber() && !clientId.isTextual() && !clientId.isNull()) {
      throw sequencer.invalid("client_id", "must be a number, a string or null");
    }
    sequencer.string("login_email");
    sequencer.string("login_password");
  }

  private static List<String> readDomains(List<JsonFields.Element> elements) {
    List<String> domains = new ArrayList<>();
    for (JsonFields.Element element : elements) {
      domains.add(
          element
              .asObject()
              .map(OrderBodyReader::readDomainObject)
              .or(element::asString)
              .orElseThrow(() -> element.invalid("must be a domain name or a domain object")));
    }
    return domains;
  }

  private static String readDomainObject(JsonFields domain) {
    domain.checkOptionalString("forwarding_url");
    return domain.string("domain");
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

  private static void checkPersonas(List<JsonFields.Element> personas) {
    if (personas.size() > MAX_PERSONAS) {
      throw ErrorResponseException.invalid(
          "personas",
          "personas must have at most " + MAX_PERSONAS + " items, but has " + personas.size());
    }
    for (JsonFields.Element element : personas) {
      JsonFields persona =
          element.asObject().orElseThrow(() -> element.invalid("must be an object"));
      persona.string("first_name");
      persona.string("last_name");
      JsonNode picture = persona.required("profile_picture_url");
      if (!picture.isTextual() && !picture.isNull()) {
        throw persona.invalid("profile_picture_url", "must be a string or null");
      }
    }
  }

  /** Computes {@code microsoft_licenses + ceil(google_licenses / google_inboxes_per_domain)}. */
  private static long plannedDomains(JsonFields order) {
    long planned = googleDomains(order) + microsoftDomains(order);
    if (planned == 0) {
      throw ErrorResponseException.invalid(
          "google_licenses",
          "An order needs bundle_id, or at least one of google_licenses and microsoft_licenses");
    }
    return planned;
  }

  private static long googleDomains(JsonFields order) {
    if (!hasPlan(order, "google_licenses", "google_inboxes_per_domain")) {
      return 0;
    }
    long licenses = readLicenses(order, "google_licenses");
    long density = readDensity(order, "google_inboxes_per_domain", GOOGLE_DENSITIES);
    return (licenses + density - 1) / density;
  }

  private static long microsoftDomains(JsonFields order) {
    if (!hasPlan(order, "microsoft_licenses", "microsoft_inboxes_per_domain")) {
      return 0;
    }
    long licenses = readLicenses(order, "microsoft_licenses");
    readDensity(order, "microsoft_inboxes_per_domain", MICROSOFT_DENSITIES);
    return licenses;
  }

  /** Returns whether the order has a plan; one of its two fields without the other is invalid. */
  private static boolean hasPlan(JsonFields order, String licenses, String density) {
    return order.has(licenses) || order.has(density);
  }

  private static long readLicenses(JsonFields order, String field) {
    int licenses = order.integer(field);
    if (licenses < 0) {
      throw order.invalid(field, "must be 0 or more");
    }
    return licenses;
  }

  private static int readDensity(JsonFields order, String field, List<Integer> allowed) {
    int density = order.integer(field);
    if (!allowed.contains(density)) {
      throw order.invalid(field, "must be one of " + allowed);
    }
    return density;
  }
}
