package ai.peeker.partner.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The constructs of {@code constructs-*.yaml}: schemas and operations by name. */
record Constructs(Map<String, JsonNode> schemas, Map<String, JsonNode> operations) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String EMPTY =
      "{openapi: 3.1.0, info: {title: Constructs, version: '1'}, servers: [{url: 'https://x.example'}],"
          + " paths: {}, components: {schemas: {}}}";

  /** Returns the riskiest constructs, or all in the proof. */
  static Constructs chosen() {
    Constructs all = all();
    if (!System.getProperty("constructs", "risky").equals("all")) {
      all.schemas.values().removeIf(each -> !each.has("risky"));
      all.operations.values().removeIf(each -> !each.has("risky"));
    }
    return all;
  }

  static Constructs all() {
    Constructs all = new Constructs(new LinkedHashMap<>(), new LinkedHashMap<>());
    resource("constructs-schemas.yaml")
        .properties()
        .forEach(each -> all.schemas.put(each.getKey(), each.getValue()));
    resource("constructs-operations.yaml")
        .properties()
        .forEach(each -> all.operations.put(each.getKey(), each.getValue()));
    int number = 0;
    for (JsonNode name : resource("constructs-names.yaml").get("names")) {
      all.schemas.put("Named" + ++number, named(name.asText(), number <= 21));
    }
    return all;
  }

  /**
   * Returns an object with a property of a name, and others that are read and written around it.
   */
  private static JsonNode named(String name, boolean risky) {
    ObjectNode construct = YAML.createObjectNode();
    ObjectNode schema = construct.putObject("schema").put("type", "object");
    schema.putArray("required").add("first");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("first").put("type", "string");
    properties.putObject(name).putArray("type").add("string").add("null");
    properties.putObject("last").put("type", "string");
    ObjectNode schemaOfAny = construct.putObject("more").putObject("Any").put("type", "object");
    schemaOfAny.putArray("required").add(name);
    schemaOfAny.putObject("properties").putObject(name);
    ObjectNode schemaOfNumber =
        ((ObjectNode) construct.get("more")).putObject("Number").put("type", "object");
    schemaOfNumber
        .putObject("properties")
        .putObject(name)
        .put("type", "integer")
        .put("format", "int64");
    for (String value : new String[] {"x", "y"}) {
      construct.withArray("reads").addObject().put("first", "1").put(name, value).put("last", "2");
    }
    construct.withArray("reads").addObject().put("first", "1").putNull(name);
    construct.withArray("reads").addObject().put("first", "1");
    if (risky) {
      construct.put("risky", true);
    }
    return construct;
  }

  /** Writes a contract with all of them. */
  Path write(Path file) throws IOException {
    ObjectNode document = (ObjectNode) YAML.readTree(EMPTY);
    ObjectNode components = (ObjectNode) document.at("/components/schemas");
    ObjectNode paths = (ObjectNode) document.get("paths");
    schemas.forEach((name, construct) -> add(components, name, construct));
    operations.forEach(
        (name, construct) -> {
          ObjectNode operation = construct.get("operation").deepCopy();
          operation.put("operationId", name).putArray("tags").add("T");
          String method = operation.remove("method").asText();
          paths
              .withObjectProperty(construct.path("path").asText("/" + name))
              .set(method, operation);
          construct
              .path("more")
              .properties()
              .forEach(each -> components.set(each.getKey(), each.getValue()));
        });
    return Files.writeString(file, YAML.writeValueAsString(document));
  }

  private static void add(ObjectNode components, String name, JsonNode construct) {
    components.set(name, construct.get("schema"));
    construct
        .path("more")
        .properties()
        .forEach(each -> components.set(name + each.getKey(), each.getValue()));
  }

  static JsonNode resource(String name) {
    try (InputStream in = Constructs.class.getResourceAsStream(name)) {
      return YAML.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
