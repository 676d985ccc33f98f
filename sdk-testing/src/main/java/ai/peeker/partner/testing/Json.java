package ai.peeker.partner.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** JSON text in and out, and the API's way of writing a moment. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object these bytes hold, or a refusal; the parser's own words may quote a secret. */
  static JsonNode readObject(byte[] body) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw new Refusal(
          ErrorReply.of(400, "invalid_request", "The request body is not valid JSON").reply());
    }
    if (!tree.isObject()) {
      throw new Refusal(
          ErrorReply.of(400, "invalid_request", "The request body must be a JSON object").reply());
    }
    return tree;
  }

  static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree of plain nodes can always be written", impossible);
    }
  }

  /** ISO-8601 in UTC with second precision, as in every example of the API. */
  static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
