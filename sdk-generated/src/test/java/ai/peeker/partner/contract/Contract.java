package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contract {@code openapi.yaml}, read once for all tests of a module: its operations, its
 * examples and the validation of bodies. The file is named by the system property {@code
 * openapi.spec}; the default is the first {@code openapi.yaml} from the working directory upwards.
 *
 * <pre>{@code
 * assertThat(Contract.requestErrors("POST", "/orders", body)).isEmpty();
 * assertThat(Contract.responseErrors("POST", "/orders", 200, body)).isEmpty();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Contract {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final String JSON = "/content/application~1json";

  private static final Path FILE = find();
  private static final JsonNode DOCUMENT = load(FILE);
  private static final Schemas OPEN = Schemas.of(DOCUMENT);
  private static final Schemas CLOSED = Schemas.closed(DOCUMENT);
  private static final List<Operation> OPERATIONS = operations("/paths");
  private static final List<Operation> WEBHOOKS = operations("/webhooks");

  private Contract() {}

  /**
   * Returns the file of the contract.
   *
   * @return the path
   */
  public static Path file() {
    return FILE;
  }

  /**
   * Returns a part of the document.
   *
   * @param pointer a JSON pointer; references on its way are followed
   * @return a copy; a missing node if the part does not exist
   */
  public static JsonNode at(String pointer) {
    return DOCUMENT.at(resolve(pointer)).deepCopy();
  }

  /**
   * Returns the operations under {@code paths}.
   *
   * @return the operations in the order of the document
   */
  public static List<Operation> operations() {
    return OPERATIONS;
  }

  /**
   * Returns the webhooks. The path of each is the type of its event.
   *
   * @return the webhooks in the order of the document
   */
  public static List<Operation> webhooks() {
    return WEBHOOKS;
  }

  /**
   * Returns the operation of a request.
   *
   * @param method the HTTP method
   * @param path the path below the base URL, with or without a query
   * @return the operation; empty if the contract does not have it
   */
  public static Optional<Operation> operation(String method, String path) {
    String bare = path.replaceFirst("\\?.*", "");
    return OPERATIONS.stream()
        .filter(each -> each.method().equals(method) && each.matches(bare))
        .min((a, b) -> Long.compare(a.parameterCount(), b.parameterCount()));
  }

  /**
   * Validates JSON against a schema, which may have unknown properties.
   *
   * @param schemaPointer a JSON pointer to the schema in the document
   * @param json the JSON
   * @return one line for each error; empty if it is valid
   */
  public static List<String> errors(String schemaPointer, String json) {
    return OPEN.errors(resolve(schemaPointer), json);
  }

  /**
   * Validates JSON against a schema without unknown properties, so that misspelled names are found.
   *
   * @param schemaPointer a JSON pointer to the schema in the document
   * @param json the JSON
   * @return one line for each error; empty if it is valid
   */
  public static List<String> strictErrors(String schemaPointer, String json) {
    return CLOSED.errors(resolve(schemaPointer), json);
  }

  /**
   * Validates a request, including unknown properties and query parameters.
   *
   * @param method the HTTP method
   * @param path the path below the base URL, with its query
   * @param body the body; null or empty if there is none
   * @return one line for each error; empty if it is valid
   */
  public static List<String> requestErrors(String method, String path, @Nullable String body) {
    return operation(method, path)
        .map(found -> requestErrors(found, path, body == null ? "" : body))
        .orElseGet(() -> List.of("the contract has no operation " + method + " " + path));
  }

  private static List<String> requestErrors(Operation operation, String path, String body) {
    List<String> errors = new ArrayList<>(operation.queryErrors(path));
    String schema = operation.requestSchema();
    if (schema == null) {
      if (!body.isEmpty()) {
        errors.add(operation.id() + " takes no body");
      }
    } else if (!body.isEmpty()) {
      errors.addAll(strictErrors(schema, body));
    } else if (operation.requestBodyRequired()) {
      errors.add(operation.id() + " needs a body");
    }
    return errors;
  }

  /**
   * Validates a response, including unknown properties.
   *
   * @param method the HTTP method of the request
   * @param path the path of the request below the base URL
   * @param status the HTTP status of the response
   * @param body the body; null or empty if there is none
   * @return one line for each error; empty if it is valid
   */
  public static List<String> responseErrors(
      String method, String path, int status, @Nullable String body) {
    Operation operation = operation(method, path).orElse(null);
    if (operation == null) {
      return List.of("the contract has no operation " + method + " " + path);
    }
    if (!operation.responseSchemas().containsKey(status)) {
      return List.of(operation.id() + " has no response with the status " + status);
    }
    String schema = operation.responseSchemas().get(status).orElse(null);
    if (schema == null) {
      return body == null || body.isEmpty()
          ? List.of()
          : List.of(operation.id() + " answers " + status + " without a body");
    }
    return strictErrors(schema, body == null ? "" : body);
  }

  /**
   * Validates the body of a webhook, including unknown properties.
   *
   * @param type the type of the event, such as {@code order.in_progress}
   * @param body the body
   * @return one line for each error; empty if it is valid
   */
  public static List<String> webhookErrors(String type, String body) {
    return WEBHOOKS.stream()
        .filter(each -> each.path().equals(type))
        .findFirst()
        .map(each -> strictErrors(String.valueOf(each.requestSchema()), body))
        .orElseGet(() -> List.of("the contract has no webhook " + type));
  }

  /**
   * Returns every example of a request, a response and a webhook. A shared example is returned
   * once.
   *
   * @return the examples in the order of the document
   */
  public static Stream<Example> examples() {
    return Stream.concat(OPERATIONS.stream(), WEBHOOKS.stream())
        .flatMap(Operation::examples)
        .distinct();
  }

  /**
   * Returns one example of a media type by its readable name.
   *
   * @param name the name, such as {@code createOrder request bundle_order}
   * @return the example
   */
  public static Example example(String name) {
    return examples()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The contract has no example " + name));
  }

  private static List<Operation> operations(String section) {
    List<Operation> result = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : DOCUMENT.at(section).properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          String pointer = section + "/" + escape(path.getKey()) + "/" + method.getKey();
          String name = method.getKey().toUpperCase(Locale.ROOT);
          result.add(Operation.read(name, path.getKey(), pointer));
        }
      }
    }
    return List.copyOf(result);
  }

  /** Returns the pointer to {@code application/json} of a request body or response. */
  static @Nullable String json(String pointer) {
    String found = resolve(pointer + JSON);
    return DOCUMENT.at(found).isMissingNode() ? null : found;
  }

  /** Returns the pointer to the same place without references. */
  static String resolve(String pointer) {
    String place = "";
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      place = follow(place) + "/" + step;
    }
    return follow(place);
  }

  private static String follow(String pointer) {
    JsonNode node = DOCUMENT.at(pointer);
    // A reference with other keywords is a separate schema.
    return node.size() == 1 && node.path("$ref").isTextual()
        ? resolve(node.get("$ref").asText().substring(1))
        : pointer;
  }

  static JsonNode node(String pointer) {
    return pointer.isEmpty() ? MissingNode.getInstance() : DOCUMENT.at(resolve(pointer));
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Path find() {
    String given = System.getProperty("openapi.spec");
    if (given != null) {
      return Path.of(given);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("openapi.yaml"))) {
        return at.resolve("openapi.yaml");
      }
    }
    throw new IllegalStateException(
        "No openapi.yaml here or above: set the system property openapi.spec.");
  }

  static JsonNode load(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The contract cannot be read: " + file, e);
    }
  }
}
