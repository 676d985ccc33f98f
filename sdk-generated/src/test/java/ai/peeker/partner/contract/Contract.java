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
 * {@code openapi.yaml}, read once for all tests of a module: its operations, its examples, and
 * whether a body is what it asks for. The file is the system property {@code openapi.spec}, else
 * the first {@code openapi.yaml} from the working directory upwards.
 *
 * <pre>{@code
 * assertThat(Contract.requestErrors("POST", "/orders", body)).isEmpty();
 * assertThat(Contract.responseErrors("POST", "/orders", 200, answer)).isEmpty();
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
   * The file.
   *
   * @return its path
   */
  public static Path file() {
    return FILE;
  }

  /**
   * A part of the document.
   *
   * @param pointer a JSON pointer; references on its way are followed
   * @return a copy; a missing node if there is no such part
   */
  public static JsonNode at(String pointer) {
    return DOCUMENT.at(resolve(pointer)).deepCopy();
  }

  /**
   * The operations under {@code paths}.
   *
   * @return in the order of the document
   */
  public static List<Operation> operations() {
    return OPERATIONS;
  }

  /**
   * The webhooks; the path of each is the type of its event.
   *
   * @return in the order of the document
   */
  public static List<Operation> webhooks() {
    return WEBHOOKS;
  }

  /**
   * The operation that a request means.
   *
   * @param method the HTTP method
   * @param path the path below the base URL, with or without a query
   * @return empty if the contract has no such operation
   */
  public static Optional<Operation> operation(String method, String path) {
    String bare = path.replaceFirst("\\?.*", "");
    return OPERATIONS.stream()
        .filter(each -> each.method().equals(method) && each.matches(bare))
        .min((a, b) -> Long.compare(a.parameterCount(), b.parameterCount()));
  }

  /**
   * What is wrong with a JSON text by a schema, unknown properties allowed.
   *
   * @param schemaPointer a JSON pointer to the schema in the document
   * @param json the text
   * @return one line for each error; empty if it is valid
   */
  public static List<String> errors(String schemaPointer, String json) {
    return OPEN.errors(resolve(schemaPointer), json);
  }

  /**
   * Like {@link #errors}, unknown properties refused, so that a misspelled one is found.
   *
   * @param schemaPointer a JSON pointer to the schema in the document
   * @param json the text
   * @return one line for each error; empty if it is valid
   */
  public static List<String> strictErrors(String schemaPointer, String json) {
    return CLOSED.errors(resolve(schemaPointer), json);
  }

  /**
   * What is wrong with a request, unknown properties and query parameters included.
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
   * What is wrong with an answer, unknown properties included.
   *
   * @param method the HTTP method of the request
   * @param path the path of the request below the base URL
   * @param status the HTTP status of the answer
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
      return List.of(operation.id() + " has no answer with the status " + status);
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
   * What is wrong with the body of a webhook, unknown properties included.
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
   * Every example of a request, a response and a webhook; what several operations share comes once.
   *
   * @return in the order of the document
   */
  public static Stream<Example> examples() {
    return Stream.concat(OPERATIONS.stream(), WEBHOOKS.stream())
        .flatMap(Operation::examples)
        .distinct();
  }

  /**
   * One example of a media type, by its readable name.
   *
   * @param name such as {@code createOrder request bundle_order}
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

  /** The pointer to where {@code application/json} of a request body or response is described. */
  static @Nullable String json(String pointer) {
    String found = resolve(pointer + JSON);
    return DOCUMENT.at(found).isMissingNode() ? null : found;
  }

  /** The same place without a reference on the way. */
  static String resolve(String pointer) {
    String place = "";
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      place = follow(place) + "/" + step;
    }
    return follow(place);
  }

  private static String follow(String pointer) {
    JsonNode node = DOCUMENT.at(pointer);
    // A reference with neighbours is a schema of its own.
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

  private static JsonNode load(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The contract cannot be read: " + file, e);
    }
  }
}
