package ai.peeker.partner.tools.webhookdoctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON with the spelling of its tokens: the order of properties, the escapes of strings and the
 * digits of numbers. Jackson's {@code JsonNode} keeps the first only.
 */
sealed interface JsonTree {

  /**
   * A string, a number, true, false or null.
   *
   * @param source the token as it is written, with quotes
   * @param string the unescaped string; null if the token is not a string
   */
  record Scalar(String source, @Nullable String string) implements JsonTree {}

  /** An array. */
  record JsonArray(List<JsonTree> elements) implements JsonTree {}

  /** An object. */
  record JsonObject(List<Property> properties) implements JsonTree {}

  /** A property of an object. */
  record Property(Scalar nameToken, JsonTree value) {
    String name() {
      return String.valueOf(nameToken.string());
    }
  }

  /** Parses JSON; empty if it is malformed. */
  static Optional<JsonTree> parse(String text) {
    return JsonTreeParser.parse(text);
  }

  /** Returns the string value of a property; empty if this is not an object that has one. */
  default Optional<String> string(String name) {
    return this instanceof JsonObject object
        ? object.properties().stream()
            .filter(property -> property.name().equals(name))
            .findFirst()
            .map(Property::value)
            .filter(Scalar.class::isInstance)
            .map(value -> ((Scalar) value).string())
        : Optional.empty();
  }
}
