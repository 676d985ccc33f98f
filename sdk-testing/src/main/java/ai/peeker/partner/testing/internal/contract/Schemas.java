package ai.peeker.partner.testing.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.serialization.NodeReader;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the contract. Each is compiled when it is first used, once in a JVM. */
final class Schemas {
  private static final String DOCUMENT = "urn:openapi";

  /** Ignores extensions, and the keywords of the document around its schemas, without a warning. */
  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getOpenApi31())
          .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
          .build();

  private final SchemaRegistry registry;
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  private Schemas(JsonNode document) {
    registry =
        SchemaRegistry.withDialect(
            DIALECT,
            builder ->
                builder
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
                    .nodeReader(new Parsed(document))
                    .schemas(iri -> iri.equals(DOCUMENT) ? "{}" : null));
  }

  /** Returns the document as it is: to write it and to parse it again would take longer. */
  private record Parsed(JsonNode document) implements NodeReader {
    @Override
    public JsonNode readTree(String content, InputFormat format) {
      return document;
    }

    @Override
    public JsonNode readTree(InputStream content, InputFormat format) {
      return document;
    }
  }

  /** Creates the schemas as they are: objects allow unknown properties. */
  static Schemas open(Contract contract) {
    return new Schemas(contract.document());
  }

  /** Creates the schemas for our own JSON, in which an unknown property is a misspelled one. */
  static Schemas closed(Contract contract) {
    JsonNode copy = contract.document().deepCopy();
    close(copy);
    return new Schemas(copy);
  }

  private static void close(JsonNode node) {
    node.forEach(Schemas::close);
    if (node instanceof ObjectNode schema
        && schema.path("type").asText().equals("object")
        && schema.path("properties").isObject()
        && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
  }

  /** Returns the violations of the schema at this pointer, the one to report first comes first. */
  List<Violation> validate(String pointer, JsonNode value) {
    Schema schema =
        compiled.computeIfAbsent(
            pointer, key -> registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + key)));
    return SchemaErrors.violations(schema.validate(value));
  }
}
