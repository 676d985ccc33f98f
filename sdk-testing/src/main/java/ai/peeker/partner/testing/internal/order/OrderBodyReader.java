package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.model.SequencerRoute;
import ai.peeker.partner.testing.internal.domain.DomainName;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.order.OrderBody.Submitted;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    boolean isBundle = body.has("bundle_id");
    OrderBody order =
        new OrderBody(
            readUser(body),
            isBundle ? body.path("bundle_id").asText() : null,
            isBundle ? null : readPlan(body),
            readRoute(body.path("sequencer")),
            readDomains(body),
            Personas.read(body));
    rejectBlank(body.path("sequencer"), "sequencer", "login_email");
    rejectBlank(body.path("sequencer"), "sequencer", "login_password");
    rejectBlankDomains(order.names());
    rejectDuplicateDomain(order.names());
    return order;
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

  private static Plan readPlan(JsonNode order) {
    return new Plan(
        licenses(order, "google_licenses"),
        order.path("google_inboxes_per_domain").asInt(1),
        licenses(order, "microsoft_licenses"),
        order.path("microsoft_inboxes_per_domain").asInt());
  }

  private static long licenses(JsonNode order, String field) {
    long licenses = order.path(field).asLong();
    if (licenses > Integer.MAX_VALUE) {
      throw ErrorResponseException.invalid(
          field, field + " is out of range (expected 1 to " + Integer.MAX_VALUE + ")");
    }
    return licenses;
  }

  /** Returns the route without the login. */
  private static SequencerRoute readRoute(JsonNode sequencer) {
    ObjectNode route = Json.object();
    route.set("provider", sequencer.path("provider"));
    route.set("client_id", sequencer.path("client_id"));
    return Json.model(route, SequencerRoute.class);
  }

  private static List<Submitted> readDomains(JsonNode order) {
    String byDefault = string(order, "forwarding_url");
    List<Submitted> domains = new ArrayList<>();
    for (JsonNode element : order.path("domains")) {
      String forwardingUrl = string(element, "forwarding_url");
      String name = element.isObject() ? element.path("domain").asText() : element.asText();
      domains.add(new Submitted(name.strip(), forwardingUrl == null ? byDefault : forwardingUrl));
    }
    return domains;
  }

  static @Nullable String string(JsonNode object, String property) {
    JsonNode value = object.path(property);
    return value.isTextual() ? value.asText() : null;
  }

  private static void rejectBlankDomains(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        String field = "domains[" + i + "]";
        throw ErrorResponseException.invalid(field, field + " must not be blank");
      }
    }
  }

  static void rejectBlank(JsonNode object, String path, String property) {
    if (object.path(property).asText().isBlank()) {
      String field = path + "." + property;
      throw ErrorResponseException.invalid(field, field + " must not be blank");
    }
  }

  private static void rejectDuplicateDomain(List<String> domains) {
    Set<String> seen = new HashSet<>();
    for (String domain : domains) {
      if (!seen.add(DomainName.normalize(domain))) {
        throw ErrorResponseException.invalid(
            "domains", "domains contains " + domain + " more than once");
      }
    }
  }

  private static ErrorResponseException withoutPlan() {
    return ErrorResponseException.invalid(
        "google_licenses",
        "An order needs bundle_id, or at least one of google_licenses and microsoft_licenses");
  }
}
