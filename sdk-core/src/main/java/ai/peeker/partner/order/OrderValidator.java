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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  /** The rules for the properties of each object, in the order in which they are written. */
  private static final Map<String, List<Rule>> RULES =
      Map.of(
          "",
          Rule.of(
              "user",
              "bundle_id",
              "sequencer",
              "google_licenses",
              "google_inboxes_per_domain",
              "microsoft_licenses",
              "microsoft_inboxes_per_domain",
              "domains",
              "personas",
              "forwarding_url"),
          "sequencer",
          Rule.of(
              "sequencer.provider",
              "sequencer.client_id",
              "sequencer.login_email",
              "sequencer.login_password"),
          "domains[]",
          Rule.of("domains[].domain", "domains[].forwarding_url"),
          "personas[]",
          Rule.of(
              "personas[].first_name", "personas[].last_name", "personas[].profile_picture_url"));

  /**
   * A rule for the property at a place.
   *
   * <p>Without lambdas, each of which would delay the first order of a JVM.
   */
  private record Rule(String place, String name) {
    static List<Rule> of(String... places) {
      List<Rule> rules = new ArrayList<>();
      for (String place : places) {
        rules.add(new Rule(place, place.substring(place.lastIndexOf('.') + 1)));
      }
      return rules;
    }

    boolean isNullable() {
      return name.equals("client_id") || name.equals("profile_picture_url");
    }

    @Nullable String problem(Object value) {
      return switch (name) {
        case "user" -> OrderValues.user(value);
        case "provider" -> OrderValues.string(value.toString());
        case "bundle_id", "login_email", "first_name", "last_name" -> OrderValues.string(value);
        case "client_id" -> OrderValues.clientId(value);
        case "login_password" -> OrderValues.password(value);
        case "google_inboxes_per_domain" ->
            OrderValues.oneOf(GoogleInboxesPerDomain.knownValues(), value, "2 or 3");
        case "microsoft_inboxes_per_domain" ->
            OrderValues.oneOf(MicrosoftInboxesPerDomain.knownValues(), value, "25, 50, 75 or 99");
        case "forwarding_url" -> OrderValues.url(value);
        case "profile_picture_url" -> OrderValues.picture(value);
        default -> null; // the contract has the minimum of licenses; others have rules of their own
      };
    }
  }

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
    rejectIf(field, rule.apply(requireNonNull(field, value)));
    return requireNonNull(field, value);
  }

  static void rejectIf(String field, @Nullable String problem) {
    if (problem != null) {
      throw rejected(field, problem);
    }
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
      check(rule.place, index, rule.problem(value));
    } else if (rule.name.equals("domains")) {
      checkDomains(0, list, new NameIndex(list.size()));
    } else {
      checkPersonas(0, list);
    }
  }

  /**
   * Checks the domains of a list from an index on.
   *
   * @param names the normalized names of the domains before them, each with its index; is added to
   */
  void checkDomains(int from, List<?> domains, NameIndex names) {
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
