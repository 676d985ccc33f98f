package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Operation {
  private final String method;
  private final String path;
  private final String pointer;
  private final JsonNode node;
  private final List<JsonNode> parameters;
  private final Map<Integer, Optional<String>> responses;

  private Operation(String method, String path, String pointer) {
    this.method = method;
    this.path = path;
    this.pointer = pointer;
    this.node = Contract.node(pointer);
    this.parameters = allParameters(pointer);
    Map<Integer, Optional<String>> found = new LinkedHashMap<>();
    for (String status : names(node.path("responses"))) {
      found.put(Integer.valueOf(status), schema(pointer + "/responses/" + status));
    }
    this.responses = Map.copyOf(found);
  }

  static Operation read(String method, String path, String pointer) {
    return new Operation(method, path, pointer);
  }

  private static List<JsonNode> allParameters(String pointer) {
    String item = pointer.substring(0, pointer.lastIndexOf('/'));
    List<JsonNode> result = new ArrayList<>();
    for (String list : List.of(item + "/parameters", pointer + "/parameters")) {
      for (int i = 0; i < Contract.node(list).size(); i++) {
        result.add(Contract.node(list + "/" + i));
      }
    }
    return List.copyOf(result);
  }

  private static Optional<String> schema(String body) {
    return Optional.ofNullable(Contract.json(body))
        .map(mediaType -> Contract.resolve(mediaType + "/schema"));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  /**
   * Returns the id of the operation.
   *
   * @return the {@code operationId}
   */
  public String id() {
    return text("operationId");
  }

  /**
   * Returns the HTTP method.
   *
   * @return the method in upper case
   */
  public String method() {
    return method;
  }

  /**
   * Returns the path.
   *
   * @return the template below the base URL; for a webhook the type of the event
   */
  public String path() {
    return path;
  }

  /**
   * Returns the first tag.
   *
   * @return the tag
   */
  public String tag() {
    return node.path("tags").path(0).asText();
  }

  /**
   * Returns a property of the operation object, such as {@code x-retry}.
   *
   * @param name the name of the property
   * @return the value as a string; empty if the property is absent
   */
  public String text(String name) {
    return node.path(name).asText();
  }

  /**
   * Returns the parameters, those of the path item first.
   *
   * @return the parameter objects; do not modify them
   */
  public List<JsonNode> parameters() {
    return parameters;
  }

  /**
   * Returns the parameters in one place.
   *
   * @param in {@code path}, {@code query} or {@code header}
   * @return the parameter objects; do not modify them
   */
  public List<JsonNode> parameters(String in) {
    return parameters.stream().filter(each -> each.path("in").asText().equals(in)).toList();
  }

  /**
   * Returns the schema of the JSON request body.
   *
   * @return a JSON pointer into the document; null if the operation takes no body
   */
  public @Nullable String requestSchema() {
    return schema(pointer + "/requestBody").orElse(null);
  }

  /**
   * Returns whether a request must have a body.
   *
   * @return false if the body is optional or not allowed
   */
  public boolean requestBodyRequired() {
    return Contract.node(pointer + "/requestBody").path("required").asBoolean();
  }

  /**
   * Returns the schemas of the JSON response bodies.
   *
   * @return JSON pointers into the document by HTTP status; empty for a response without a body
   */
  public Map<Integer, Optional<String>> responseSchemas() {
    return responses;
  }

  /**
   * Returns the status of a successful response.
   *
   * @return the status, 200 to 299
   */
  public int successStatus() {
    return responses.keySet().stream().filter(each -> each / 100 == 2).findFirst().orElseThrow();
  }

  /**
   * Returns the examples of the request and of the responses.
   *
   * @return the examples; those of a shared response are named after the response
   */
  public Stream<Example> examples() {
    Stream<Example> requests = examples(pointer + "/requestBody", id() + " request");
    Stream<Example> answers =
        names(node.path("responses")).stream()
            .flatMap(
                status -> {
                  String place = Contract.resolve(pointer + "/responses/" + status);
                  String shared = place.replace("/components/responses/", "response ");
                  String name = shared.equals(place) ? id() + " response " + status : shared;
                  return examples(place, name);
                });
    return Stream.concat(requests, answers);
  }

  /**
   * Returns the examples of the successful response.
   *
   * @return the examples
   */
  public Stream<Example> successExamples() {
    return examples(pointer + "/responses/" + successStatus(), id());
  }

  private static Stream<Example> examples(String body, String name) {
    String mediaType = Contract.json(body);
    if (mediaType == null) {
      return Stream.empty();
    }
    String schema = Contract.resolve(mediaType + "/schema");
    JsonNode single = Contract.node(mediaType + "/example");
    Stream<Example> one =
        single.isMissingNode() ? Stream.empty() : Stream.of(new Example(name, schema, single));
    Stream<Example> named =
        names(Contract.node(mediaType + "/examples")).stream()
            .map(each -> new Example(name + " " + each, schema, value(mediaType, each)));
    return Stream.concat(one, named);
  }

  private static JsonNode value(String mediaType, String example) {
    return Contract.node(mediaType + "/examples/" + Contract.escape(example) + "/value");
  }

  /** Returns whether a path belongs to this operation. */
  boolean matches(String actual) {
    List<String> expected = Arrays.asList(path.split("/", -1));
    List<String> given = Arrays.asList(actual.split("/", -1));
    if (expected.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < given.size(); i++) {
      boolean fits =
          expected.get(i).startsWith("{")
              ? !given.get(i).isEmpty()
              : expected.get(i).equals(given.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  long parameterCount() {
    return path.chars().filter(each -> each == '{').count();
  }

  /** Returns the problems with the names of the query parameters. */
  List<String> queryErrors(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    List<String> given =
        mark < 0
            ? List.of()
            : Arrays.stream(pathAndQuery.substring(mark + 1).split("&", -1))
                .map(each -> each.replaceFirst("=.*", ""))
                .toList();
    List<String> errors = new ArrayList<>();
    List<String> known =
        parameters("query").stream().map(each -> each.path("name").asText()).toList();
    given.stream()
        .filter(each -> !known.contains(each))
        .forEach(each -> errors.add(id() + " has no query parameter " + each));
    parameters("query").stream()
        .filter(each -> each.path("required").asBoolean())
        .map(each -> each.path("name").asText())
        .filter(each -> !given.contains(each))
        .forEach(each -> errors.add(id() + " needs the query parameter " + each));
    return errors;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Operation that && pointer.equals(that.pointer);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(pointer);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
