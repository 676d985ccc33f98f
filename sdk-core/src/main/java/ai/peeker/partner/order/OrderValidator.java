package ai.peeker.partner.order;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.GoogleInboxesPerDomain;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.MicrosoftInboxesPerDomain;
import ai.peeker.partner.model.OrderDomain;
import ai.peeker.partner.model.Sequencer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Validates everything about an order but the number of its domains, and collects all problems, so
 * that one message can name them. The place of a value is its path in JSON with [] for the index,
 * such as {@code personas[].first_name}; a property without a rule is unknown.
 */
final class OrderValidator {
  private static final String NULL = "must not be null.";
  private static final int MAX_PERSONAS = 10;
  private static final OrderDomain NULL_DOMAIN = new OrderDomain.Unknown(null);

  /** A rule for the property at a place. */
  private record Rule(
      String place, String parent, String name, Function<Object, @Nullable String> check) {
    static Rule of(String place, Function<Object, @Nullable String> check) {
      int dot = place.lastIndexOf('.');
      return new Rule(place, place.substring(0, Math.max(dot, 0)), place.substring(dot + 1), check);
    }

    boolean isNullable() {
      return name.equals("client_id") || name.equals("profile_picture_url");
    }
  }

  /** The rules for the properties of each object, in the order in which they are written. */
  private static final Map<String, List<Rule>> RULES =
      Stream.of(
              Rule.of("user", OrderValues::user),
              Rule.of("bundle_id", OrderValues::string),
              Rule.of("sequencer", OrderValues::any),
              Rule.of("sequencer.provider", value -> OrderValues.string(value.toString())),
              Rule.of("sequencer.client_id", OrderValues::clientId),
              Rule.of("sequencer.login_email", OrderValues::string),
              Rule.of("sequencer.login_password", OrderValues::password),
              Rule.of("google_licenses", OrderValues::any), // whose minimum is in the contract
              Rule.of(
                  "google_inboxes_per_domain",
                  OrderValues.oneOf(GoogleInboxesPerDomain.knownValues(), "2 or 3")),
              Rule.of("microsoft_licenses", OrderValues::any),
              Rule.of(
                  "microsoft_inboxes_per_domain",
                  OrderValues.oneOf(MicrosoftInboxesPerDomain.knownValues(), "25, 50, 75 or 99")),
              Rule.of("domains", OrderValues::any),
              Rule.of("domains[].domain", OrderValues::any), // is checked as the domain itself
              Rule.of("domains[].forwarding_url", OrderValues::url),
              Rule.of("personas", OrderValues::any),
              Rule.of("personas[].first_name", OrderValues::string),
              Rule.of("personas[].last_name", OrderValues::string),
              Rule.of("personas[].profile_picture_url", OrderValues::picture),
              Rule.of("forwarding_url", OrderValues::url))
          .collect(Collectors.collectingAndThen(Collectors.groupingBy(Rule::parent), Map::copyOf));

  private final Set<String> additional;
  private final List<String> problems = new ArrayList<>(0);
  private @Nullable String firstField;

  /**
   * Creates a validator.
   *
   * @param additional the places of additional properties
   */
  OrderValidator(Set<String> additional) {
    this.additional = additional;
  }

  /** Checks the argument of a builder. */
  static <T> T require(String field, @Nullable T value, Function<Object, @Nullable String> rule) {
    String problem = rule.apply(requireNonNull(field, value));
    if (problem != null) {
      throw rejected(field, problem);
    }
    return requireNonNull(field, value);
  }

  static Sequencer require(@Nullable Sequencer sequencer) {
    OrderValidator validator = new OrderValidator(Set.of());
    validator.checkModel("sequencer", 0, sequencer);
    validator.throwIfAny();
    return requireNonNull("sequencer", sequencer);
  }

  static <T> T requireNonNull(String field, @Nullable T value) {
    if (value == null) {
      throw rejected(field, NULL);
    }
    return value;
  }

  static ApiException rejected(String field, String problem) {
    return exception(field, field + " " + problem);
  }

  private static ApiException exception(@Nullable String field, String problems) {
    return ApiException.builder(ErrorCode.INVALID_REQUEST, problems + " Nothing was sent.")
        .field(field)
        .build();
  }

  void add(String field, String problem) {
    addSentence(field, field + " " + problem);
  }

  private void addSentence(String field, String sentence) {
    problems.add(sentence);
    firstField = firstField == null ? field : firstField;
  }

  void throwIfAny() {
    int count = problems.size();
    if (count > 0) {
      String heading = count == 1 ? "" : "The order is invalid (" + count + " problems): ";
      throw exception(firstField, heading + String.join(" ", problems));
    }
  }

  /** Checks the model at a place, and everything in it. */
  void checkModel(String place, int index, @Nullable JsonModel model) {
    if (model == null) {
      check(place, index, NULL);
      return;
    }
    for (JsonProblem problem : model.problems()) {
      check(place + "." + problem.path(), index, problem.reason() + ".");
    }
    List<Rule> rules = RULES.getOrDefault(place, List.of());
    Map<?, ?> json = null; // is seldom needed
    for (Rule rule : rules) {
      Object value = model.property(rule.name);
      if (value != null) {
        checkValue(rule, index, value);
      } else if (!rule.isNullable()) {
        json = json == null ? properties(model) : json;
        check(rule.place, index, json.containsKey(rule.name) ? NULL : null);
      }
    }
    if (!model.additionalProperties().isEmpty()) {
      properties(model)
          .forEach(
              (name, value) -> {
                if (rules.stream().noneMatch(rule -> rule.name.equals(name))) {
                  checkAdditional(place, index, (String) name, value);
                }
              });
    }
  }

  private static Map<?, ?> properties(JsonModel model) {
    return model.toJson() instanceof Map<?, ?> json ? json : Map.of();
  }

  private void checkValue(Rule rule, int index, Object value) {
    if (value instanceof Sequencer sequencer) {
      checkModel("sequencer", 0, sequencer);
    } else if (!(value instanceof List<?> list)) {
      check(rule.place, index, rule.check.apply(value));
    } else if (rule.name.equals("domains")) {
      checkDomains(0, list, new HashMap<>());
    } else {
      checkPersonas(0, list);
    }
  }

  /**
   * Checks the domains of a list from an index on.
   *
   * @param names the normalized names of the domains before them, each with its index; is added to
   */
  void checkDomains(int from, List<?> domains, Map<String, Integer> names) {
    for (int i = from; i < domains.size(); i++) {
      OrderDomain domain = (OrderDomain) domains.get(i);
      if (domain instanceof OrderDomain.OfString name) {
        check("domains[]", i, OrderValues.domain(name.value(), i, names));
      } else if (domain == null || domain.equals(NULL_DOMAIN)) {
        check("domains[]", i, NULL);
      } else {
        Object name = domain.property("domain");
        check("domains[]", i, OrderValues.domain(name, i, names));
        if (name != null) {
          checkModel("domains[]", i, domain);
        }
      }
    }
  }

  /** Checks the personas of a list from an index on, or rejects a list that is too long. */
  void checkPersonas(int from, List<?> personas) {
    if (personas.size() > MAX_PERSONAS) {
      String tooMany = "has too many entries: " + personas.size();
      add("personas", tooMany + " (expected at most " + MAX_PERSONAS + ").");
      return;
    }
    for (int i = from; i < personas.size(); i++) {
      checkModel("personas[]", i, (JsonModel) personas.get(i));
    }
  }

  private void check(String place, int index, @Nullable String problem) {
    if (problem != null) {
      add(place.replace("[]", "[" + index + "]"), problem);
    }
  }

  /** Checks a property that the API does not document: it is unknown unless the caller named it. */
  private void checkAdditional(String parent, int index, String name, @Nullable Object value) {
    String prefix = parent.isEmpty() ? "" : parent + ".";
    String path = prefix.replace("[]", "[" + index + "]") + name;
    String problem = OrderValues.unwritable(name);
    if (problem != null) {
      add(path, problem);
    } else if (additional.contains(prefix + name)) {
      checkPlain(path, value);
    } else {
      addSentence(path, "Unknown property \"" + path + "\". Fix the name or remove it.");
    }
  }

  /** Checks a plain JSON value and everything in it. */
  private void checkPlain(String path, @Nullable Object value) {
    String problem = OrderValues.unwritable(value);
    if (problem != null) {
      add(path, problem);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkPlain(path + "[" + i + "]", list.get(i));
      }
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, property) -> {
            checkPlain(path + "." + name, name); // which cannot be sent either
            checkPlain(path + "." + name, property);
          });
    }
  }
}
