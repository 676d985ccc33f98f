package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a JSON object and refuses a missing or wrong one by its name. */
final class Fields {
  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static Fields of(JsonNode object) {
    return new Fields(object, "");
  }

  /** The name as {@code error.field} gives it, such as {@code personas[0].last_name}. */
  String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  boolean has(String field) {
    return object.has(field);
  }

  JsonNode required(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw Refusal.invalid(name(field), name(field) + " is required");
    }
    return value;
  }

  String text(String field) {
    JsonNode value = required(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw Refusal.invalid(name(field), name(field) + " must be a string that is not blank");
    }
    return value.asText();
  }

  /** Checks a field that may be absent but, where it is sent, is a string. */
  void optionalText(String field) {
    if (has(field) && !required(field).isTextual()) {
      throw Refusal.invalid(name(field), name(field) + " must be a string");
    }
  }

  int integer(String field) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw Refusal.invalid(name(field), name(field) + " must be an integer");
    }
    return value.asInt();
  }

  Fields object(String field) {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw Refusal.invalid(name(field), name(field) + " must be an object");
    }
    return new Fields(value, name(field));
  }

  List<Element> array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw Refusal.invalid(name(field), name(field) + " must be an array");
    }
    List<Element> elements = new ArrayList<>();
    for (JsonNode element : value) {
      elements.add(new Element(element, name(field) + "[" + elements.size() + "]"));
    }
    return List.copyOf(elements);
  }

  /** One element of an array, with its place in the body. */
  record Element(JsonNode value, String path) {

    Optional<Fields> asObject() {
      return value.isObject() ? Optional.of(new Fields(value, path)) : Optional.empty();
    }

    Optional<String> asText() {
      return value.isTextual() && !value.asText().isBlank()
          ? Optional.of(value.asText())
          : Optional.empty();
    }

    Refusal refusal(String expected) {
      return Refusal.invalid(path, path + " must be " + expected);
    }
  }
}
