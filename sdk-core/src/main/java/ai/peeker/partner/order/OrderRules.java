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

/** What an order must fulfil before it may be sent, apart from the number of its domains. */
final class OrderRules {
  static final int MAX_PERSONAS = 10;

  /** An id, whose form after the prefix the API leaves open, or something on both sides of an @. */
  private static final Pattern USER = Pattern.compile("usr_\\S+|[^\\s@]+@[^\\s@]+");

  private static final int MAX_SCALE = 1000; // 1e1000000 would be a million digits to send
  static final String NO_PLAN =
      "is missing, and so are google_licenses and microsoft_licenses. Order a bundle, or licences"
          + " of at least one provider.";

  private OrderRules() {}

  static <T> T notNull(String field, @Nullable T value) {
    if (value == null) {
      throw new Problems().add(field, "is null. Give a value.").toException();
    }
    return value;
  }

  static void licenses(String field, int count, String provider) {
    if (count < 1) {
      throw new Problems()
          .add(
              field,
              "is "
                  + count
                  + ". Order 1 or more "
                  + provider
                  + " licences, or leave "
                  + provider
                  + " out.")
          .toException();
    }
  }

  /**
   * Null stands for "no value" only where the contract says so, and it never does on the first
   * level. What the contract does not name is the server's to judge.
   */
  static void nulls(JsonModel request, Problems problems) {
    if (!(request.toJson() instanceof Map<?, ?> json)) {
      return;
    }
    json.forEach(
        (name, value) -> {
          String field = String.valueOf(name);
          if (value == null && !request.additionalProperties().containsKey(field)) {
            problems.add(field, "is null. Leave it out, or give a value.");
          }
        });
  }

  static void user(@Nullable String user, Problems problems) {
    if (text("user", user, problems) && user != null && !USER.matcher(user).matches()) {
      problems.add(
          "user",
          quoted(user)
              + " is neither an id that begins with usr_ nor an e-mail address. Give one of"
              + " them.");
    }
  }

  static void bundleId(@Nullable String bundleId, Problems problems) {
    text("bundle_id", bundleId, problems);
  }

  static void sequencer(@Nullable Sequencer sequencer, Problems problems) {
    if (sequencer == null) {
      problems.add("sequencer", "is null. Give one, for instance by Smartlead.client(…).");
      return;
    }
    text("sequencer.provider", sequencer.provider().value(), problems);
    clientId(sequencer.clientId(), problems);
    text("sequencer.login_email", sequencer.loginEmail(), problems);
    if (sequencer.loginPassword().reveal().isBlank()) {
      problems.add(
          "sequencer.login_password", "is blank. Give the password of the Smartlead login.");
    }
  }

  private static void clientId(@Nullable SequencerClientId clientId, Problems problems) {
    boolean unknown = clientId instanceof SequencerClientId.Unknown;
    boolean absurd =
        clientId instanceof SequencerClientId.OfNumber number
            && Math.abs((long) number.value().scale()) > MAX_SCALE;
    if (unknown || absurd) {
      problems.add(
          "sequencer.client_id",
          (unknown ? "is neither a number nor a text" : "is a number beyond all bounds")
              + ". Give the id of the Smartlead client, or null for the default route.");
    }
  }

  static void domains(@Nullable List<? extends @Nullable OrderDomain> domains, Problems problems) {
    if (domains == null) {
      problems.add("domains", "is null. Give a list.");
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < domains.size(); i++) {
      domain("domains[" + i + "]", domains.get(i), i, seen, problems);
    }
  }

  private static void domain(
      String field,
      @Nullable OrderDomain domain,
      int index,
      Map<String, Integer> seen,
      Problems problems) {
    if (domain == null) {
      problems.add(field, "is null. Give a domain name.");
      return;
    }
    if (domain instanceof OrderDomain.Unknown) {
      problems.add(field, "is neither a domain name nor an object with a domain.");
      return;
    }
    String name = DomainNames.of(domain);
    String fault = DomainNames.fault(name);
    if (fault != null) {
      problems.add(field, quoted(name) + " is no domain name: " + fault);
    } else {
      Integer first = seen.putIfAbsent(DomainNames.normal(name), index);
      if (first != null) {
        problems.add(
            field,
            quoted(name) + " is the same domain as domains[" + first + "]. Name each domain once.");
      }
    }
    if (domain instanceof DomainWithForwarding own && own.toJson().containsKey("forwarding_url")) {
      WebAddress.check(field + ".forwarding_url", own.forwardingUrl(), problems);
    }
  }

  static void personas(@Nullable List<? extends @Nullable Persona> personas, Problems problems) {
    if (personas == null) {
      problems.add("personas", "is null. Give a list.");
      return;
    }
    if (personas.size() > MAX_PERSONAS) {
      problems.add(
          "personas", "has " + personas.size() + " entries. Give at most " + MAX_PERSONAS + ".");
    }
    for (int i = 0; i < personas.size(); i++) {
      persona("personas[" + i + "]", personas.get(i), problems);
    }
  }

  private static void persona(String field, @Nullable Persona persona, Problems problems) {
    if (persona == null) {
      problems.add(field, "is null. Give a persona.");
      return;
    }
    text(field + ".first_name", persona.firstName(), problems);
    text(field + ".last_name", persona.lastName(), problems);
    String picture = persona.profilePictureUrl();
    if (picture != null && !picture.isEmpty()) { // the API takes both as "no picture"
      WebAddress.check(field + ".profile_picture_url", picture, problems);
    }
  }

  static void forwardingUrl(@Nullable String url, Problems problems) {
    WebAddress.check("forwarding_url", url, problems);
  }

  private static boolean text(String field, @Nullable String value, Problems problems) {
    if (value == null) {
      problems.add(field, "is null. Give a text.");
    } else if (value.isBlank()) {
      problems.add(field, quoted(value) + " is blank. Give a text that is not blank.");
    } else if (!value.equals(value.strip())) {
      problems.add(field, quoted(value) + " has white space around it. Remove it.");
    } else {
      return true;
    }
    return false;
  }

  static String quoted(String value) {
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
