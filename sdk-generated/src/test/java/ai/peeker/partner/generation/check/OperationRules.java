package ai.peeker.partner.generation.check;

import static ai.peeker.partner.generation.check.ContractNodes.elements;
import static ai.peeker.partner.generation.check.ContractNodes.entries;
import static ai.peeker.partner.generation.check.ContractNodes.get;
import static ai.peeker.partner.generation.check.ContractNodes.lower;
import static ai.peeker.partner.generation.check.ContractNodes.text;
import static ai.peeker.partner.generation.check.ContractNodes.types;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Finds the operations that the templates do not support. */
final class OperationRules {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head");
  private static final Set<String> JSON = Set.of("application/json");
  private static final Set<String> OF_OBJECT =
      Set.of(
          "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "clone", "finalize");

  private final ContractNodes nodes;
  private final Findings findings;
  private final SchemaRules schemas;

  OperationRules(ContractNodes nodes, Findings findings, SchemaRules schemas) {
    this.nodes = nodes;
    this.findings = findings;
    this.schemas = schemas;
  }

  void path(Node path) {
    findings.reject(get(path, "servers") != null, path, "servers of a path are not supported");
    elements(get(path, "parameters")).forEach(each -> parameter(nodes.resolved(each)));
    entries(path)
        .forEach(
            (method, operation) -> {
              if (METHODS.contains(method)) {
                operation(operation);
              } else {
                findings.reject(
                    Set.of("options", "trace").contains(method),
                    operation,
                    "the method " + method + " is not supported");
              }
            });
  }

  private void operation(Node operation) {
    findings.reject(
        get(operation, "operationId") == null, operation, "an operation needs an operationId");
    findings.reject(
        get(operation, "servers") != null, operation, "servers of an operation are not supported");
    findings.reject(
        elements(get(operation, "tags")).size() > 1,
        operation,
        "an operation with several tags is not supported");
    String method = text(get(operation, "x-method"));
    findings.reject(
        method != null && (OF_OBJECT.contains(method) || !method.matches("[a-z]\\w*")),
        operation,
        "x-method cannot be " + method);
    String all = text(get(operation, "x-all-method"));
    findings.reject(
        all != null && !all.matches("[a-z]\\w*"), operation, "x-all-method cannot be " + all);
    String params = text(get(operation, "x-params"));
    findings.reject(
        params != null && !params.matches("[A-Z]\\w*"),
        operation,
        "x-params must be the name of a class: " + params);
    elements(get(operation, "parameters")).forEach(each -> parameter(nodes.resolved(each)));
    Node body = nodes.resolved(get(operation, "requestBody"));
    if (body != null) {
      content(body, "a request body");
    }
    responses(operation);
  }

  private void parameter(Node parameter) {
    String in = text(get(parameter, "in"));
    String name = "the parameter " + text(get(parameter, "name"));
    Node schema = nodes.resolved(get(parameter, "schema"));
    if (schema == null) {
      findings.add(parameter, name + " without a schema is not supported");
      return;
    }
    schemas.schema(get(parameter, "schema"));
    findings.reject("cookie".equals(in), parameter, name + " in a cookie is not supported");
    findings.reject(
        "header".equals(in)
            && Set.of("accept", "authorization", "content-type")
                .contains(lower(text(get(parameter, "name")))),
        parameter,
        name + " cannot be set by a caller");
    String style = text(get(parameter, "style"));
    boolean deep = "deepObject".equals(style);
    findings.reject(
        style != null && !deep && !style.equals("query".equals(in) ? "form" : "simple"),
        parameter,
        name + " has the style " + style + ", which is not supported");
    findings.reject(
        deep != nodes.isObject(schema),
        parameter,
        name
            + (deep
                ? " is a deepObject but not an object"
                : " is an object: only the style deepObject is supported"));
    boolean list = types(schema).contains("array");
    findings.reject(
        "path".equals(in) && list,
        parameter,
        name + " is a list in a path, which is not supported");
    Node items = nodes.resolved(get(schema, "items"));
    findings.reject(
        list && (nodes.isObject(items) || types(items).contains("array")),
        parameter,
        name + " is a list of lists or objects, which is not supported");
    findings.reject(
        "true".equals(text(get(parameter, "allowReserved"))),
        parameter,
        name + " with allowReserved is not supported");
    findings.reject(
        "true".equals(text(get(parameter, "allowEmptyValue"))),
        parameter,
        name + " with allowEmptyValue is not supported");
  }

  /** Checks that a body is JSON, and its schema. */
  private void content(Node body, String where) {
    Map<String, Node> types = entries(get(body, "content"));
    types.forEach(
        (type, media) ->
            findings.reject(
                !JSON.contains(type), media, where + " of the type " + type + " is not supported"));
    types
        .values()
        .forEach(
            media -> {
              findings.reject(
                  get(media, "schema") == null,
                  media,
                  where + " without a schema is not supported");
              schemas.schema(get(media, "schema"));
            });
  }

  private void responses(Node operation) {
    Map<String, Node> responses = entries(get(operation, "responses"));
    List<String> successes =
        responses.keySet().stream().filter(status -> status.startsWith("2")).toList();
    findings.reject(
        successes.size() != 1,
        operation,
        "an operation needs exactly one successful response, not " + successes);
    for (String status : successes) {
      Node response = nodes.resolved(responses.get(status));
      findings.reject(
          !status.matches("2\\d\\d"), response, "the response " + status + " is not supported");
      content(response, "a response");
      Node schema =
          entries(get(response, "content")).values().stream()
              .map(each -> get(each, "schema"))
              .findFirst()
              .orElse(null);
      data(operation, schema);
      page(operation, schema);
    }
  }

  /** Checks that x-item is the type of the rows in the property data of the response. */
  private void page(Node operation, Node schema) {
    String item = text(get(operation, "x-item"));
    boolean paged = "true".equals(text(get(operation, "x-paged")));
    boolean unwrapped = get(operation, "x-data") != null;
    findings.reject(
        paged != (item != null),
        operation,
        "an operation needs both x-paged and x-item, or neither");
    findings.reject(
        item != null && unwrapped, operation, "an operation with x-item cannot have x-data");
    if (paged && item != null && !unwrapped) {
      Node response = nodes.resolved(schema);
      boolean required =
          elements(get(response, "required")).stream().anyMatch(each -> "data".equals(text(each)));
      String row = text(get(get(get(get(response, "properties"), "data"), "items"), "$ref"));
      findings.reject(
          !required || !("#/components/schemas/" + item).equals(row),
          operation,
          "x-item is "
              + item
              + ", but the required property data of the response has rows of the type "
              + row);
    }
  }

  /** Checks that x-data is the type of a property of the response. */
  private void data(Node operation, Node schema) {
    String reference = String.valueOf(text(get(schema, "$ref")));
    Node response = nodes.resolved(schema);
    String type = text(get(operation, "x-data"));
    boolean named = get(schema, "$ref") != null;
    findings.reject(
        type == null
            && !named
            && Stream.of("properties", "enum", "const", "oneOf", "anyOf", "allOf")
                .anyMatch(each -> get(schema, each) != null),
        operation,
        "the schema of a response needs a name (in components)");
    findings.reject(
        type == null && reference.endsWith("Response"),
        operation,
        "an operation needs x-data: " + reference + " is not generated (openapi-generator-ignore)");
    if (type != null) {
      String given = text(get(operation, "x-data-property"));
      String name = given == null ? "data" : given;
      String inside = text(get(get(get(response, "properties"), name), "$ref"));
      findings.reject(
          !("#/components/schemas/" + type).equals(inside),
          operation,
          "x-data is " + type + ", but the property " + name + " of the response is " + inside);
    }
  }
}
