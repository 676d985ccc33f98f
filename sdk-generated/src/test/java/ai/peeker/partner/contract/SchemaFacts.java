package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The constraints of a schema as flat lines with resolved references, so that two documents can be
 * compared line by line.
 */
final class SchemaFacts {
  /** Keywords that do not constrain JSON: names, descriptions, examples and extensions. */
  private static final Set<String> NO_FACTS =
      Set.of("title", "description", "summary", "example", "examples");

  private final JsonNode document;
  private final Map<String, String> facts = new TreeMap<>();

  private SchemaFacts(JsonNode document) {
    this.document = document;
  }

  static Map<String, String> of(JsonNode document, String pointer) {
    SchemaFacts result = new SchemaFacts(document);
    result.schema("", document.at(pointer));
    return result.facts;
  }

  private void schema(String place, JsonNode schema) {
    for (Map.Entry<String, JsonNode> each : schema.properties()) {
      String keyword = each.getKey();
      if (!NO_FACTS.contains(keyword) && !keyword.startsWith("x-")) {
        keyword(place, keyword, each.getValue());
      }
    }
  }

  private void keyword(String place, String keyword, JsonNode value) {
    String here = place + "/" + keyword;
    switch (keyword) {
      case "$ref" -> schema(place, document.at(value.asText().substring(1)));
      // Both parts of an allOf apply; the second may constrain a property further.
      case "allOf" -> value.forEach(part -> schema(place, part));
      case "items" -> schema(here, value);
      case "properties" ->
          value
              .properties()
              .forEach(
                  each -> {
                    facts.putIfAbsent(here + "/" + each.getKey(), "");
                    schema(here + "/" + each.getKey(), each.getValue());
                  });
      case "oneOf", "anyOf" -> {
        for (int i = 0; i < value.size(); i++) {
          schema(here + "/" + i, value.get(i));
        }
      }
      // The order is irrelevant.
      case "type", "required", "enum" -> facts.put(here, sorted(value).toString());
      default -> facts.put(here, value.toString());
    }
  }

  private static Set<String> sorted(JsonNode value) {
    Set<String> result = new TreeSet<>();
    if (value.isArray()) {
      value.forEach(each -> result.add(each.asText()));
    } else {
      result.add(value.asText());
    }
    return result;
  }

  /**
   * Returns the lines that differ: those of the first document with a minus, those of the second
   * with a plus.
   */
  static Set<String> difference(Map<String, String> first, Map<String, String> second) {
    Set<String> result = new TreeSet<>();
    first.forEach(
        (place, fact) -> {
          if (!fact.equals(second.get(place))) {
            result.add("- " + place + " " + fact);
          }
        });
    second.forEach(
        (place, fact) -> {
          if (!fact.equals(first.get(place))) {
            result.add("+ " + place + " " + fact);
          }
        });
    return result;
  }
}
