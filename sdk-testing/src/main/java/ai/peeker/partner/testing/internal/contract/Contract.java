package ai.peeker.partner.testing.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The contract, as JSON that the build made from {@code openapi.yaml}.
 *
 * <p>Immutable; read once in a JVM.
 */
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonNode document;
  private final List<Operation> operations;

  private Contract(JsonNode document) {
    this.document = document;
    this.operations = readOperations();
  }

  /** Reads the contract when it is first used. */
  private static final class Holder {
    private static final Contract CONTRACT = new Contract(read());

    private static JsonNode read() {
      try (InputStream json = Contract.class.getResourceAsStream("openapi.json")) {
        return JsonMapper.builder().build().readTree(Objects.requireNonNull(json, "openapi.json"));
      } catch (IOException e) {
        throw new UncheckedIOException("The contract in the jar cannot be read", e);
      }
    }
  }

  /** Returns the contract. */
  public static Contract get() {
    return Holder.CONTRACT;
  }

  JsonNode document() {
    return document;
  }

  /** Returns all operations. */
  public List<Operation> operations() {
    return operations;
  }

  /**
   * Returns the operation of a request.
   *
   * @param path the path below the base URL
   */
  public Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> operation.template().matches(path))
        .findFirst();
  }

  /** Returns the pointer to the schema of a webhook's body. */
  public Optional<String> webhookSchema(String type) {
    return schema("/webhooks/" + escape(type) + "/post/requestBody");
  }

  /** Returns the example of a webhook's body: the first one, which has the newest form. */
  public JsonNode webhookExample(String type) {
    String examples =
        "/webhooks/" + escape(type) + "/post/requestBody/content/application~1json/examples";
    return document.at(examples + "/event/value");
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : METHODS) {
        if (path.getValue().has(method)) {
          String pointer = "/paths/" + escape(path.getKey()) + "/" + method;
          found.add(readOperation(method, path.getKey(), pointer));
        }
      }
    }
    found.sort(Comparator.comparing(Operation::template));
    return List.copyOf(found);
  }

  private Operation readOperation(String method, String template, String pointer) {
    JsonNode operation = document.at(pointer);
    return new Operation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        PathTemplate.of(template),
        queryParameters(pointer),
        schema(pointer + "/requestBody"),
        operation.at("/requestBody/required").asBoolean(),
        responseSchemas(pointer));
  }

  private Map<String, String> queryParameters(String operation) {
    Map<String, String> schemas = new LinkedHashMap<>();
    JsonNode parameters = document.at(operation + "/parameters");
    for (int i = 0; i < parameters.size(); i++) {
      String pointer = resolve(operation + "/parameters/" + i);
      JsonNode parameter = document.at(pointer);
      if (parameter.path("in").asText().equals("query")) {
        schemas.put(parameter.path("name").asText(), pointer + "/schema");
      }
    }
    return schemas;
  }

  private Map<Integer, String> responseSchemas(String operation) {
    Map<Integer, String> schemas = new HashMap<>();
    for (Map.Entry<String, JsonNode> response :
        document.at(operation + "/responses").properties()) {
      schema(operation + "/responses/" + response.getKey())
          .ifPresent(schema -> schemas.put(Integer.valueOf(response.getKey()), schema));
    }
    return schemas;
  }

  private Optional<String> schema(String pointer) {
    String found = resolve(pointer) + "/content/application~1json/schema";
    return document.at(found).isMissingNode() ? Optional.empty() : Optional.of(found);
  }

  private String resolve(String pointer) {
    JsonNode reference = document.at(pointer).path("$ref");
    return reference.isTextual() ? reference.asText().substring(1) : pointer;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
