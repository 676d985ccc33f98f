package ai.peeker.partner.order;

import ai.peeker.partner.model.DomainWithForwarding;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.model.SequencerClientId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates everything about an order but the number of its domains. */
final class OrderValidator {
  static final int MAX_PERSONAS = 10;
  static final String NO_PLAN =
      "is missing, and so are google_licenses and microsoft_licenses. Order a bundle, or licenses"
          + " of at least one provider.";

  /** An id, whose form after the prefix the API leaves open, or characters around an @. */
  private static final Pattern USER = Pattern.compile("usr_\\S+|[^\\s@]+@[^\\s@]+");

  private static final int MAX_SCALE = 1000; // 1e1000000 would be a million digits to send
  private static final int MAX_QUOTED = 80;

  private OrderValidator() {}

  static <T> T requireNonNull(String field, @Nullable T value) {
    if (value == null) {
      throw new Violations().add(field, "must not be null.").toException();
    }
    return value;
  }

  static void requireLicenses(String field, int count, String provider) {
    if (count < 1) {
      throw new Violations()
          .add(
              field,
              "is out of range: "
                  + count
                  + " (expected 1 or more). To order no "
                  + provider
                  + " licenses, omit "
                  + provider
                  + ".")
          .toException();
    }
  }

  /**
   * Rejects null properties: null means "no value" only where the contract says so, which is never
   * on the first level. Properties that the contract does not name are left to the server.
   */
  static void rejectNulls(JsonModel request, Violations violations) {
    if (!(request.toJson() instanceof Map<?, ?> json)) {
      return;
    }
    json.forEach(
        (name, value) -> {
          String field = String.valueOf(name);
          if (value == null && !request.additionalProperties().containsKey(field)) {
            violations.add(field, "must not be null. Omit it, or set a value.");
          }
        });
  }

  static void checkUser(@Nullable String user, Violations violations) {
    if (checkString("user", user, violations) && user != null && !USER.matcher(user).matches()) {
      violations.add(
          "user",
          quoted(user) + " must be a user id, which starts with usr_, or an e-mail address.");
    }
  }

  static void checkBundleId(@Nullable String bundleId, Violations violations) {
    checkString("bundle_id", bundleId, violations);
  }

  static void checkSequencer(@Nullable Sequencer sequencer, Violations violations) {
    if (sequencer == null) {
      violations.add("sequencer", "must not be null. Create one with Smartlead.client(…).");
      return;
    }
    checkString("sequencer.provider", sequencer.provider().value(), violations);
    checkClientId(sequencer.clientId(), violations);
    checkString("sequencer.login_email", sequencer.loginEmail(), violations);
    if (sequencer.loginPassword().reveal().isBlank()) {
      violations.add(
          "sequencer.login_password",
          "must not be blank. Set the password of the Smartlead login.");
    }
  }

  private static void checkClientId(@Nullable SequencerClientId clientId, Violations violations) {
    boolean unknown = clientId instanceof SequencerClientId.Unknown;
    boolean tooLarge =
        clientId instanceof SequencerClientId.OfNumber number
            && Math.abs((long) number.value().scale()) > MAX_SCALE;
    if (unknown || tooLarge) {
      violations.add(
          "sequencer.client_id",
          (unknown ? "is neither a number nor a string" : "is a number with too many digits")
              + ". Set the id of the Smartlead client, or null for the default route.");
    }
  }

  static void checkDomains(
      @Nullable List<? extends @Nullable OrderDomain> domains, Violations violations) {
    if (domains == null) {
      violations.add("domains", "must not be null.");
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < domains.size(); i++) {
      checkDomain(i, domains.get(i), seen, violations);
    }
  }

  private static void checkDomain(
      int index, @Nullable OrderDomain domain, Map<String, Integer> seen, Violations violations) {
    String field = "domains[" + index + "]";
    if (domain == null) {
      violations.add(field, "must not be null.");
      return;
    }
    if (domain instanceof OrderDomain.Unknown) {
      violations.add(field, "is neither a domain name nor an object with a domain.");
      return;
    }
    checkName(index, DomainNames.of(domain), seen, violations);
    if (domain instanceof DomainWithForwarding forwarding
        && forwarding.toJson().containsKey("forwarding_url")) {
      HttpUrls.check(field + ".forwarding_url", forwarding.forwardingUrl(), violations);
    }
  }

  private static void checkName(
      int index, String name, Map<String, Integer> seen, Violations violations) {
    String field = "domains[" + index + "]";
    String problem = DomainNames.problem(name);
    if (problem != null) {
      violations.add(field, quoted(name) + " is not a domain name: " + problem);
      return;
    }
    Integer first = seen.putIfAbsent(DomainNames.normalize(name), index);
    if (first != null) {
      violations.add(
          field,
          quoted(name) + " is the same domain as domains[" + first + "]. List each domain once.");
    }
  }

  static void checkPersonas(
      @Nullable List<? extends @Nullable Persona> personas, Violations violations) {
    if (personas == null) {
      violations.add("personas", "must not be null.");
      return;
    }
    if (personas.size() > MAX_PERSONAS) {
      violations.add(
          "personas",
          "has too many entries: " + personas.size() + " (expected at most " + MAX_PERSONAS + ").");
    }
    for (int i = 0; i < personas.size(); i++) {
      checkPersona("personas[" + i + "]", personas.get(i), violations);
    }
  }

  private static void checkPersona(String field, @Nullable Persona persona, Violations violations) {
    if (persona == null) {
      violations.add(field, "must not be null.");
      return;
    }
    checkString(field + ".first_name", persona.firstName(), violations);
    checkString(field + ".last_name", persona.lastName(), violations);
    String picture = persona.profilePictureUrl();
    if (picture != null && !picture.isEmpty()) { // the API takes both as "no picture"
      HttpUrls.check(field + ".profile_picture_url", picture, violations);
    }
  }

  static void checkForwardingUrl(@Nullable String url, Violations violations) {
    HttpUrls.check("forwarding_url", url, violations);
  }

  private static boolean checkString(String field, @Nullable String value, Violations violations) {
    if (value == null) {
      violations.add(field, "must not be null.");
    } else if (value.isBlank()) {
      violations.add(field, "must not be blank: " + quoted(value) + ".");
    } else if (!value.equals(value.strip())) {
      violations.add(field, quoted(value) + " starts or ends with white space. Remove it.");
    } else {
      return true;
    }
    return false;
  }

  static String quoted(String value) {
    String shown = value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "…" : value;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
