package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a JSON object. A missing or invalid field is rejected by its name. */
final class JsonFields {
  private final JsonNode object;
  private final String path;

  private JsonFields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  static JsonFields of(JsonNode object) {
    return new JsonFields(object, "");
  }

  /** Returns the name used by {@code error.field}, such as {@code personas[0].last_name}. */
  String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  boolean has(String field) {
    return object.has(field);
  }

  JsonNode required(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw ErrorResponseException.invalid(name(field), name(field) + " is required");
    }
    return value;
  }

  String string(String field) {
    JsonNode value = required(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw invalid(field, "must be a non-blank string");
    }
    return value.asText();
  }

  /** Rejects a field that is present but not a string. */
  void checkOptionalString(String field) {
    if (has(field) && !required(field).isTextual()) {
      throw invalid(field, "must be a string");
    }
  }

  int integer(String field) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid(field, "must be an integer");
    }
    return value.asInt();
  }

  JsonFields object(String field) {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw invalid(field, "must be an object");
    }
    return new JsonFields(value, name(field));
  }

  List<Element> array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw invalid(field, "must be an array");
    }
    List<Element> elements = new ArrayList<>();
    for (JsonNode element : value) {
      elements.add(new Element(element, name(field) + "[" + elements.size() + "]"));
    }
    return List.copyOf(elements);
  }

  /** Creates the rejection of a field; the message is its name and the problem. */
  ErrorResponseException invalid(String field, String problem) {
    return ErrorResponseException.invalid(name(field), name(field) + " " + problem);
  }

  /** An element of an array, with its path in the body. */
  record Element(JsonNode value, String path) {

    Optional<JsonFields> asObject() {
      return value.isObject() ? Optional.of(new JsonFields(value, path)) : Optional.empty();
    }

    Optional<String> asString() {
      return value.isTextual() && !value.asText().isBlank()
          ? Optional.of(value.asText())
          : Optional.empty();
    }

    ErrorResponseException invalid(String problem) {
      return ErrorResponseException.invalid(path, path + " " + problem);
    }
  }
}
