package ai.peeker.partner.testing.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a JSON object. A missing or invalid field is rejected by its name. */
public final class JsonFields {
  private final JsonNode object;
  private final String path;

  private JsonFields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  public static JsonFields of(JsonNode object) {
    return new JsonFields(object, "");
  }

  /** Returns the name used by {@code error.field}, such as {@code personas[0].last_name}. */
  public String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  public boolean has(String field) {
    return object.has(field);
  }

  public JsonNode required(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw ErrorResponseException.invalid(name(field), name(field) + " is required");
    }
    return value;
  }

  public String string(String field) {
    JsonNode value = required(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw invalid(field, "must be a non-blank string");
    }
    return value.asText();
  }

  /** Rejects a field that is present but not a string. */
  public void checkOptionalString(String field) {
    if (has(field) && !required(field).isTextual()) {
      throw invalid(field, "must be a string");
    }
  }

  public int integer(String field) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw invalid(field, "must be an integer");
    }
    return value.asInt();
  }

  public JsonFields object(String field) {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw invalid(field, "must be an object");
    }
    return new JsonFields(value, name(field));
  }

  public List<Element> array(String field) {
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
  public ErrorResponseException invalid(String field, String problem) {
    return ErrorResponseException.invalid(name(field), name(field) + " " + problem);
  }

  /** An element of an array, with its path in the body. */
  public record Element(JsonNode value, String path) {

    public Optional<JsonFields> asObject() {
      return value.isObject() ? Optional.of(new JsonFields(value, path)) : Optional.empty();
    }

    public Optional<String> asString() {
      return value.isTextual() && !value.asText().isBlank()
          ? Optional.of(value.asText())
          : Optional.empty();
    }

    public ErrorResponseException invalid(String problem) {
      return ErrorResponseException.invalid(path, path + " " + problem);
    }
  }
}
