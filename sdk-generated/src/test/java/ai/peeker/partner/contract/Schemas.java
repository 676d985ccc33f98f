package ai.peeker.partner.contract;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;

/** The schemas of one OpenAPI 3.1 document, for an independent validator. */
final class Schemas {
  private static final String DOCUMENT = "urn:openapi";

  // Strict, because a second JSON value after the first would be ignored otherwise.
  private static final ObjectMapper PARSER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final SchemaRegistry registry;

  private Schemas(JsonNode document) {
    String text = document.toString();
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            builder ->
                builder
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
                    .schemas(iri -> iri.equals(DOCUMENT) ? text : null));
  }

  /** Returns the schemas of the document as it is. */
  static Schemas of(JsonNode document) {
    return new Schemas(document);
  }

  /** Returns the schemas of the document, whose objects do not allow unknown properties. */
  static Schemas closed(JsonNode document) {
    JsonNode copy = document.deepCopy();
    close(copy);
    return new Schemas(copy);
  }

  private static void close(JsonNode node) {
    node.forEach(Schemas::close);
    if (node instanceof ObjectNode schema
        && "object".equals(schema.path("type").asText())
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
  }

  List<String> errors(String pointer, String json) {
    JsonNode value;
    try {
      value = PARSER.readTree(json);
    } catch (JacksonException e) {
      return List.of("is not JSON: " + e.getOriginalMessage());
    }
    return value.isMissingNode() ? List.of("is empty") : errors(pointer, value);
  }

  private List<String> errors(String pointer, JsonNode value) {
    SchemaLocation location = SchemaLocation.of(DOCUMENT + "#" + pointer);
    return registry.getSchema(location).validate(value).stream().map(Error::toString).toList();
  }
}
