package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.model.JsonModel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Reads and writes JSON and the API's timestamps. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads a JSON object. Anything else is rejected without the parser's message, which may quote a
   * secret; so are values that JSON can spell and that nobody can send back: numbers beyond the
   * range of a double, and text with an unpaired surrogate.
   */
  public static JsonNode readObject(byte[] body) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw ErrorResponse.invalidRequest("The request body is not valid JSON").toException();
    }
    if (!tree.isObject()) {
      throw ErrorResponse.invalidRequest("The request body must be a JSON object").toException();
    }
    rejectUnusable(tree, "");
    return tree;
  }

  private static void rejectUnusable(JsonNode node, String path) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw ErrorResponseException.invalid(path, path + " is out of range");
    }
    if (node.isTextual() && !isWellFormed(node.textValue())) {
      throw ErrorResponseException.invalid(path, path + " contains an unpaired surrogate");
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      rejectUnusable(node.get(i), path + "[" + i + "]");
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String name = property.getKey();
      rejectUnusable(property.getValue(), path.isEmpty() ? name : path + "." + name);
    }
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** Reads JSON of our own making. */
  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("The text is not valid JSON", notJson);
    }
  }

  /** Converts a model to a tree as it is sent. */
  public static JsonNode tree(JsonModel model) {
    return MAPPER.valueToTree(model);
  }

  /** Converts a tree that conforms to the contract to its model. */
  public static <T extends JsonModel> T model(JsonNode tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }

  public static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write a tree of plain nodes", impossible);
    }
  }

  /** Formats a timestamp as ISO-8601 in UTC with second precision, as the API's examples do. */
  public static String timestamp(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
