package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the contract says of the body of {@code POST /orders}, whatever else is held already. */
final class OrderRules {
  private static final List<String> PLAN_FIELDS =
      List.of(
          "google_licenses",
          "microsoft_licenses",
          "google_inboxes_per_domain",
          "microsoft_inboxes_per_domain");
  private static final List<Integer> GOOGLE_DENSITIES = List.of(2, 3);
  private static final List<Integer> MICROSOFT_DENSITIES = List.of(25, 50, 75, 99);
  private static final int MAX_PERSONAS = 10;

  private OrderRules() {}

  static OrderRequest read(JsonNode body) {
    refuseBothShapes(body);
    Fields order = Fields.of(body);
    String user = user(order);
    boolean isBundle = order.has("bundle_id");
    String bundleId = isBundle ? order.text("bundle_id") : null;
    checkSequencer(order.object("sequencer"));
    List<String> domains = domains(order.array("domains"));
    checkPersonas(order.array("personas"));
    order.optionalText("forwarding_url");
    long planned = isBundle ? 0 : plannedDomains(order);
    refuseRepeatedDomain(domains);
    return new OrderRequest(user, bundleId, planned, domains);
  }

  private static void refuseBothShapes(JsonNode body) {
    if (body.has("bundle_id") && PLAN_FIELDS.stream().anyMatch(body::has)) {
      throw new Refusal(
          ErrorReply.of(
                  400,
                  "order_shape_conflict",
                  "bundle_id may not be combined with google_licenses, microsoft_licenses,"
                      + " google_inboxes_per_domain, or microsoft_inboxes_per_domain")
              .reply());
    }
  }

  private static String user(Fields order) {
    String user = order.text("user");
    if (!user.startsWith("usr_") && user.indexOf('@') < 1) {
      throw Refusal.invalid("user", "user must be a usr_ id or an e-mail address");
    }
    return user;
  }

  private static void checkSequencer(Fields sequencer) {
    if (!sequencer.text("provider").equals("smartlead")) {
      throw new Refusal(
          ErrorReply.of(400, "provider_not_supported", "sequencer.provider must be smartlead")
              .field("sequencer.provider")
              .reply());
    }
    JsonNode clientId = sequencer.required("client_id");
    if (!clientId.isNumber() && !clientId.isTextual() && !clientId.isNull()) {
      throw Refusal.invalid(
          "sequencer.client_id", "sequencer.client_id must be a number, a string or null");
    }
    sequencer.text("login_email");
    sequencer.text("login_password");
  }

  private static List<String> domains(List<Fields.Element> elements) {
    List<String> domains = new ArrayList<>();
    for (Fields.Element element : elements) {
      domains.add(
          element
              .asObject()
              .map(OrderRules::domainWithItsOwnForwarding)
              .or(element::asText)
              .orElseThrow(() -> element.refusal("a domain name or an object with domain")));
    }
    return domains;
  }

  private static String domainWithItsOwnForwarding(Fields entry) {
    entry.optionalText("forwarding_url");
    return entry.text("domain");
  }

  private static void refuseRepeatedDomain(List<String> domains) {
    Set<String> seen = new HashSet<>();
    for (String domain : domains) {
      if (!seen.add(OrderRequest.sameDomainKey(domain))) {
        throw Refusal.invalid("domains", "domains holds " + domain + " more than once");
      }
    }
  }

  private static void checkPersonas(List<Fields.Element> personas) {
    if (personas.size() > MAX_PERSONAS) {
      throw Refusal.invalid(
          "personas",
          "personas may hold " + MAX_PERSONAS + " at most, but holds " + personas.size());
    }
    for (Fields.Element element : personas) {
      Fields persona = element.asObject().orElseThrow(() -> element.refusal("an object"));
      persona.text("first_name");
      persona.text("last_name");
      JsonNode picture = persona.required("profile_picture_url");
      if (!picture.isTextual() && !picture.isNull()) {
        String name = persona.name("profile_picture_url");
        throw Refusal.invalid(name, name + " must be a string or null");
      }
    }
  }

  /** {@code microsoft_licenses + ceil(google_licenses / google_inboxes_per_domain)}. */
  private static long plannedDomains(Fields order) {
    long google = 0;
    if (hasPlan(order, "google_licenses", "google_inboxes_per_domain")) {
      long licences = licences(order, "google_licenses");
      long density = density(order, "google_inboxes_per_domain", GOOGLE_DENSITIES);
      google = (licences + density - 1) / density;
    }
    long microsoft = 0;
    if (hasPlan(order, "microsoft_licenses", "microsoft_inboxes_per_domain")) {
      microsoft = licences(order, "microsoft_licenses");
      density(order, "microsoft_inboxes_per_domain", MICROSOFT_DENSITIES);
    }
    if (google + microsoft == 0) {
      throw Refusal.invalid(
          "google_licenses",
          "An order needs bundle_id, or at least one of google_licenses and microsoft_licenses");
    }
    return google + microsoft;
  }

  /** Whether the provider is ordered; a licence count without its density is refused later on. */
  private static boolean hasPlan(Fields order, String licences, String density) {
    return order.has(licences) || order.has(density);
  }

  private static long licences(Fields order, String field) {
    int licences = order.integer(field);
    if (licences < 0) {
      throw Refusal.invalid(field, field + " must be 0 or more");
    }
    return licences;
  }

  private static int density(Fields order, String field, List<Integer> allowed) {
    int density = order.integer(field);
    if (!allowed.contains(density)) {
      throw Refusal.invalid(field, field + " must be one of " + allowed);
    }
    return density;
  }
}
