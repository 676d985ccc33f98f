package ai.peeker.partner.order;

import static java.util.Map.entry;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates everything about an order but the number of its domains, and collects all problems, so
 * that one message can name them. A value is checked by its place in the JSON of the order, such as
 * {@code personas[].first_name}; a property without a rule is unknown.
 */
final class OrderValidator {
  static final String RANGE = "is out of range: %s (expected ";

  private static final int MAX_PERSONAS = 10;
  private static final int MAX_QUOTED = 80;
  private static final int MAX_DIGITS = 1000; // no JSON parser has to read a longer number
  private static final String ANY = "*"; // below a property that the caller added deliberately

  /** An id, whose form after the prefix the API leaves open, or characters around an @. */
  private static final Pattern USER = Pattern.compile("usr_\\S+|[^\\s@]+@[^\\s@]+");

  private static final Pattern NAME = Pattern.compile("[a-z_]+"); // of a documented property
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");
  private static final Set<String> NULLABLE =
      Set.of("sequencer.client_id", "personas[].profile_picture_url", ANY);

  private static final Map<String, Function<Object, @Nullable String>> RULES =
      Map.ofEntries(
          entry(ANY, value -> null),
          entry("", value -> null),
          entry("user", OrderValidator::user),
          entry("bundle_id", OrderValidator::string),
          entry("google_licenses", licenses("Google")),
          entry(
              "google_inboxes_per_domain",
              demand(value -> GoogleDensity.of((int) value).isPresent(), RANGE + "2 or 3).")),
          entry("microsoft_licenses", licenses("Microsoft")),
          entry(
              "microsoft_inboxes_per_domain",
              demand(
                  value -> MicrosoftDensity.of((int) value).isPresent(),
                  RANGE + "25, 50, 75 or 99).")),
          entry("sequencer", value -> null),
          entry("sequencer.provider", OrderValidator::string),
          entry(
              "sequencer.client_id",
              demand(
                  value -> value instanceof String || value instanceof Number,
                  "is neither a number nor a string. Set the id of the Smartlead client, or null"
                      + " for the default route.")),
          entry("sequencer.login_email", OrderValidator::string),
          entry(
              "sequencer.login_password",
              demand(
                  value -> !((Secret) value).reveal().isBlank(),
                  "must not be blank. Set the password of the Smartlead login.")),
          entry("domains", value -> null),
          entry("domains[]", OrderValidator::domain),
          entry("domains[].domain", OrderValidator::domain),
          entry("domains[].forwarding_url", HttpUrls::problem),
          entry("personas", OrderValidator::personas),
          entry("personas[]", value -> null),
          entry("personas[].first_name", OrderValidator::string),
          entry("personas[].last_name", OrderValidator::string),
          // the API takes an empty string, like null, as "no picture"
          entry(
              "personas[].profile_picture_url",
              value -> value.equals("") ? null : HttpUrls.problem(value)),
          entry("forwarding_url", HttpUrls::problem));

  private final Set<String> additional;
  private final Map<String, Integer> domains;
  private final List<String> problems = new ArrayList<>();
  private @Nullable String firstField;

  /**
   * Creates a validator.
   *
   * @param additional the places of additional properties
   * @param domains the normalized names of the domains so far, each with its index; is added to
   */
  OrderValidator(Set<String> additional, Map<String, Integer> domains) {
    this.additional = additional;
    this.domains = domains;
  }

  /** Checks one value, such as the argument of a builder. */
  static <T> T require(String place, @Nullable T value) {
    OrderValidator validator = new OrderValidator(Set.of(), new HashMap<>());
    validator.check(place, place, value);
    validator.throwIfAny();
    return requireNonNull(place, value);
  }

  static <T> T requireNonNull(String field, @Nullable T value) {
    if (value == null) {
      throw rejected(field, "must not be null.");
    }
    return value;
  }

  static ApiException rejected(String field, String problem) {
    return new OrderValidator(Set.of(), Map.of()).add(field, problem).toException();
  }

  OrderValidator add(String field, String problem) {
    problems.add(field + " " + problem);
    firstField = firstField == null ? field : firstField;
    return this;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw toException();
    }
  }

  ApiException toException() {
    String heading =
        problems.size() == 1 ? "" : "The order is invalid (" + problems.size() + " problems): ";
    return ApiException.builder(
            ErrorCode.INVALID_REQUEST, heading + String.join(" ", problems) + " Nothing was sent.")
        .field(firstField)
        .build();
  }

  /** Checks a value whose place has a rule, and everything in it. */
  void check(String path, String place, @Nullable Object value) {
    Object json = value instanceof JsonModel model ? model.toJson() : value;
    String problem = problem(place, json);
    boolean isDomain = place.equals("domains[]") || place.equals("domains[].domain");
    if (problem == null && isDomain && json instanceof String name) {
      problem = duplicate(path, name);
    }
    if (problem != null) {
      add(path, problem);
    } else if (json instanceof Map<?, ?> object) {
      object.forEach((name, property) -> checkProperty(path, place, (String) name, property));
    } else if (json instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(path + "[" + i + "]", place.equals(ANY) ? ANY : place + "[]", list.get(i));
      }
    }
  }

  private static @Nullable String problem(String place, @Nullable Object json) {
    if (json == null) {
      return NULLABLE.contains(place) ? null : "must not be null.";
    }
    String problem = RULES.getOrDefault(place, value -> null).apply(json);
    return problem == null ? unwritable(json) : problem;
  }

  private void checkProperty(String path, String place, String name, @Nullable Object value) {
    String of = place.isEmpty() ? name : place + "." + name;
    String at = path.isEmpty() ? name : path + "." + name;
    boolean isKnown = NAME.matcher(name).matches() && RULES.containsKey(of);
    if (unwritable(name) != null) {
      add(at, "must not contain an unpaired surrogate.");
    } else if (isKnown) {
      check(of.equals("domains[].domain") ? path : at, of, value); // is reported as the domain
    } else if (place.equals(ANY) || additional.contains(of)) {
      check(at, ANY, value);
    } else {
      problems.add("Unknown property \"" + at + "\". Fix the name or remove it.");
      firstField = firstField == null ? at : firstField;
    }
  }

  /** Checks that each provider has both licenses and a density or neither, and one has both. */
  void checkPlans(Map<?, ?> order) {
    for (String provider : List.of("google", "microsoft")) {
      String licenses = provider + "_licenses";
      String density = provider + "_inboxes_per_domain";
      if (order.containsKey(licenses) && !order.containsKey(density)) {
        add(density, "is missing, but " + licenses + " is set. Set both or neither.");
      } else if (order.containsKey(density) && !order.containsKey(licenses)) {
        add(licenses, "is missing, but " + density + " is set. Set both or neither.");
      }
    }
    if (OrderRequestReader.planFields(order).isEmpty()) {
      add(
          "bundle_id",
          "is missing, and so are google_licenses and microsoft_licenses. Order a bundle, or"
              + " licenses of at least one provider.");
    }
  }

  private static @Nullable String string(Object value) {
    if (!(value instanceof String string)) {
      return "must be a string.";
    }
    if (string.isBlank()) {
      return "must not be blank: " + quoted(string) + ".";
    }
    return string.equals(string.strip())
        ? null
        : quoted(string) + " starts or ends with white space. Remove it.";
  }

  private static @Nullable String user(Object value) {
    String problem = string(value);
    return problem != null || USER.matcher((String) value).matches()
        ? problem
        : quoted((String) value)
            + " must be a user id, which starts with usr_, or an e-mail address.";
  }

  private static Function<Object, @Nullable String> licenses(String provider) {
    String remedy = "1 or more). To order no " + provider + " licenses, omit " + provider + ".";
    return demand(value -> (int) value >= 1, RANGE + remedy);
  }

  /** Returns a rule with one condition; %s in the problem is the value. */
  private static Function<Object, @Nullable String> demand(
      Predicate<Object> isValid, String problem) {
    return value -> isValid.test(value) ? null : problem.replace("%s", value.toString());
  }

  private static @Nullable String personas(Object value) {
    int count = ((List<?>) value).size();
    return count <= MAX_PERSONAS
        ? null
        : "has too many entries: " + count + " (expected at most " + MAX_PERSONAS + ").";
  }

  private static @Nullable String domain(Object value) {
    if (value instanceof String name) {
      String problem = DomainNames.problem(name);
      return problem == null ? null : quoted(name) + " is not a domain name: " + problem;
    }
    return value instanceof Map<?, ?> object && object.containsKey("domain")
        ? null
        : "is neither a domain name nor an object with a domain.";
  }

  private @Nullable String duplicate(String path, String name) {
    Integer first =
        domains.putIfAbsent(
            DomainNames.normalize(name),
            Integer.valueOf(path.substring("domains[".length(), path.length() - 1)));
    return first == null
        ? null
        : quoted(name) + " is the same domain as domains[" + first + "]. List each domain once.";
  }

  /** Returns why a value cannot be sent as it is; null if it can. */
  private static @Nullable String unwritable(@Nullable Object value) {
    if (value instanceof String || value instanceof Secret) {
      String string = value instanceof Secret secret ? secret.reveal() : (String) value;
      return UNPAIRED_SURROGATE.matcher(string).find()
          ? "must not contain an unpaired surrogate."
          : null;
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue()) ? null : "must be a finite number.";
    }
    boolean isLong =
        (value instanceof BigDecimal decimal && digits(decimal) > MAX_DIGITS)
            || (value instanceof BigInteger integer
                && digits(new BigDecimal(integer)) > MAX_DIGITS);
    return isLong ? "has too many digits (expected at most " + MAX_DIGITS + ")." : null;
  }

  /** Returns the number of digits without an exponent, which could be a billion. */
  private static long digits(BigDecimal number) {
    long scale = number.scale();
    return scale > 0 ? Math.max(number.precision(), scale) + 2 : number.precision() - scale;
  }

  static String quoted(String value) {
    String shown = value.length() > MAX_QUOTED ? value.substring(0, MAX_QUOTED) + "…" : value;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
