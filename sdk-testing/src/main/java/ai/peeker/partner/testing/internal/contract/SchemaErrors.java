package ai.peeker.partner.testing.internal.contract;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts the errors of the validator to violations. Of the alternatives of a {@code oneOf}, only
 * the errors of the nearest are kept: that of the right type with the fewest errors.
 */
final class SchemaErrors {
  private static final Pattern ALTERNATIVE = Pattern.compile("(.*?/oneOf)/(\\d+)(/.*)?");

  private SchemaErrors() {}

  static List<Violation> violations(List<Error> errors) {
    return nearest(errors, "").stream().map(SchemaErrors::violation).toList();
  }

  /** Returns the errors without those of the other alternatives, below a place in the schema. */
  private static List<Error> nearest(List<Error> errors, String prefix) {
    List<Error> kept = new ArrayList<>();
    Map<String, Map<Integer, List<Error>>> choices = new TreeMap<>();
    for (Error error : errors) {
      String path = error.getEvaluationPath().toString().substring(prefix.length());
      Matcher alternative = ALTERNATIVE.matcher(path);
      if (alternative.matches()) {
        String choice = prefix + alternative.group(1);
        choices
            .computeIfAbsent(choice + " " + instanceOf(error, choice), key -> new TreeMap<>())
            .computeIfAbsent(Integer.valueOf(alternative.group(2)), key -> new ArrayList<>())
            .add(error);
      } else {
        kept.add(error);
      }
    }
    choices.forEach((choice, alternatives) -> addNearest(kept, choice, alternatives));
    kept.removeIf(error -> error.getKeyword().equals("oneOf") && kept.size() > 1);
    return kept;
  }

  private static String instanceOf(Error error, String choice) {
    // The items of an array share the place in the schema: their index tells them apart.
    int steps = choice.split("/items(?=/|$)", -1).length - 1;
    StringBuilder indexes = new StringBuilder();
    NodePath path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount() && steps > 0; i++) {
      if (path.getElement(i) instanceof Integer index) {
        indexes.append(String.format("%06d ", index));
        steps--;
      }
    }
    return indexes.toString();
  }

  private static void addNearest(
      List<Error> kept, String choice, Map<Integer, List<Error>> alternatives) {
    String place = choice.substring(0, choice.indexOf(' '));
    alternatives.entrySet().stream()
        .map(entry -> alternative(entry.getValue(), place + "/" + entry.getKey()))
        .min(
            Comparator.comparing(Alternative::isOfAnotherType)
                .thenComparing(alternative -> alternative.errors().size()))
        .ifPresent(nearest -> kept.addAll(nearest.errors()));
  }

  private static Alternative alternative(List<Error> errors, String place) {
    boolean isOfAnotherType =
        errors.stream()
            .map(error -> error.getEvaluationPath().toString().substring(place.length()))
            .anyMatch(path -> path.matches("(/\\$ref)*/type"));
    return new Alternative(nearest(errors, place), isOfAnotherType);
  }

  private record Alternative(List<Error> errors, boolean isOfAnotherType) {}

  private static Violation violation(Error error) {
    String field = field(error.getInstanceLocation());
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" -> new Violation(join(field, property), "is required");
      case "dependentRequired" ->
          new Violation(join(field, error.getArguments()[0].toString()), "is required");
      case "propertyNames" -> new Violation(join(field, property), "is not allowed here");
      case "additionalProperties" -> new Violation(join(field, property), "is unknown");
      case "type" -> new Violation(field, "must be " + error.getArguments()[1]);
      case "enum" -> new Violation(field, "must be one of " + error.getArguments()[0]);
      case "pattern" -> new Violation(field, "must not be blank");
      case "oneOf", "not" -> new Violation(field, "does not have a documented form");
      default -> new Violation(field, error.getMessage());
    };
  }

  private static String field(NodePath path) {
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object element = path.getElement(i);
      if (element instanceof Integer) {
        field.append('[').append(element).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(element);
      }
    }
    return field.toString();
  }

  private static String join(String field, String property) {
    return field.isEmpty() ? property : field + "." + property;
  }
}
