package ai.peeker.partner.generation.check;

import static ai.peeker.partner.generation.check.ContractNodes.elements;
import static ai.peeker.partner.generation.check.ContractNodes.entries;
import static ai.peeker.partner.generation.check.ContractNodes.get;
import static ai.peeker.partner.generation.check.ContractNodes.lower;
import static ai.peeker.partner.generation.check.ContractNodes.text;
import static ai.peeker.partner.generation.check.ContractNodes.types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Finds the schemas that the templates do not support. */
final class SchemaRules {
  private static final Set<String> KEYWORDS =
      Set.of(
          "nullable",
          "readOnly",
          "writeOnly",
          "xml",
          "patternProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "prefixItems",
          "contains",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "$defs",
          "$dynamicRef",
          "contentEncoding",
          "contentMediaType",
          "contentSchema");
  private static final Set<String> LIMITS =
      Set.of(
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private final ContractNodes nodes;
  private final Findings findings;

  SchemaRules(ContractNodes nodes, Findings findings) {
    this.nodes = nodes;
    this.findings = findings;
  }

  void schema(Node schema) {
    if (schema == null || get(schema, "$ref") != null) {
      return; // checked where it is defined
    }
    entries(schema)
        .forEach(
            (keyword, value) ->
                findings.reject(
                    KEYWORDS.contains(keyword),
                    value,
                    "the keyword " + keyword + " is not supported"));
    type(schema);
    new EnumRules(findings).check(schema);
    composition(schema);
    object(schema);
    Node more = get(schema, "additionalProperties");
    for (Node element : Arrays.asList(get(schema, "items"), more)) {
      limits(nodes.resolved(get(nodes.resolved(element), "items")), "an element of an element");
      limits(
          nodes.resolved(get(nodes.resolved(element), "additionalProperties")),
          "an element of an element");
    }
    schema(get(schema, "items"));
    if (more instanceof MappingNode) {
      findings.reject(
          get(schema, "properties") != null && !entries(more).isEmpty(),
          more,
          "additionalProperties with a schema beside properties is not supported");
      schema(more);
    }
    entries(get(schema, "properties")).values().forEach(this::schema);
    List.of("allOf", "oneOf", "anyOf")
        .forEach(each -> elements(get(schema, each)).forEach(this::part));
  }

  /** Checks a part of a composition, which may be the type null. */
  private void part(Node part) {
    if (!"null".equals(text(get(part, "type")))) {
      schema(part);
    }
  }

  private void limits(Node schema, String where) {
    entries(schema)
        .forEach(
            (keyword, value) ->
                findings.reject(
                    LIMITS.contains(keyword),
                    value,
                    "the keyword " + keyword + " of " + where + " is not checked"));
  }

  private void type(Node schema) {
    Set<String> types = types(schema);
    String format = text(get(schema, "format"));
    findings.reject(
        types.size() > 1 && !Set.of("string", "number", "boolean").containsAll(types),
        schema,
        "several types are not supported: " + types + " (write oneOf)");
    findings.reject(
        types.isEmpty() && get(schema, "type") != null,
        schema,
        "the type null alone is not supported");
    if (types.contains("integer")) {
      findings.reject(
          !Set.of("int32", "int64").contains(String.valueOf(format)),
          schema,
          "an integer needs the format int32 or int64");
    }
    if (types.contains("string")) {
      findings.reject(
          Set.of("byte", "binary", "number", "decimal").contains(String.valueOf(format)),
          schema,
          "the format " + format + " of a string is not supported");
    }
    boolean composed =
        Stream.of("allOf", "oneOf", "anyOf").anyMatch(each -> get(schema, each) != null);
    if (types.isEmpty()) {
      for (String keyword :
          List.of("properties", "additionalProperties", "items", "enum", "const")) {
        findings.reject(
            get(schema, keyword) != null && !composed,
            schema,
            keyword + " without a type is not supported");
      }
    }
    Node pattern = get(schema, "pattern");
    findings.reject(
        pattern != null && !isPattern(text(pattern)), schema, "the pattern is not one of Java");
    findings.reject(
        get(schema, "properties") != null
            && (get(schema, "minProperties") != null || get(schema, "maxProperties") != null),
        schema,
        "minProperties and maxProperties beside properties are not checked");
  }

  private static boolean isPattern(String regex) {
    try {
      return Pattern.compile(regex) != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private void composition(Node schema) {
    List<String> used =
        List.of("oneOf", "anyOf", "allOf").stream()
            .filter(each -> get(schema, each) != null)
            .toList();
    findings.reject(used.size() > 1, schema, "a schema with " + used + " is not supported");
    boolean union = used.contains("oneOf") || used.contains("anyOf");
    if (union) {
      for (String keyword :
          List.of("properties", "required", "additionalProperties", "items", "type", "enum")) {
        findings.reject(
            get(schema, keyword) != null,
            schema,
            keyword + " beside " + used.get(0) + " is not supported");
      }
      cases(schema, elements(get(schema, used.get(0))));
    }
    findings.reject(
        get(schema, "discriminator") != null && !union,
        schema,
        "a discriminator without oneOf or anyOf is not supported");
    for (Node part : elements(get(schema, "allOf"))) {
      Node whole = nodes.resolved(part);
      findings.reject(
          get(whole, "oneOf") != null || get(whole, "anyOf") != null,
          part,
          "a union inside allOf is not supported");
    }
  }

  private void cases(Node schema, List<Node> cases) {
    for (String type : List.of("array", "object")) {
      Predicate<Node> plain = each -> types(each).contains(type) && get(each, "properties") == null;
      findings.reject(
          cases.stream().map(nodes::resolved).filter(plain).count() > 1,
          schema,
          "a union with two cases of the type " + type + " is not supported");
    }
    boolean references = cases.stream().allMatch(each -> get(each, "$ref") != null);
    findings.reject(
        get(schema, "discriminator") != null && !references,
        schema,
        "a discriminator needs cases that are references");
    for (Node each : cases) {
      Node whole = nodes.resolved(each);
      limits(whole, "a case of a union");
      findings.reject(
          get(each, "$ref") != null && (get(whole, "oneOf") != null || get(whole, "anyOf") != null),
          each,
          "a union as a case of a union is not supported");
    }
  }

  private void object(Node schema) {
    Map<String, String> names = new LinkedHashMap<>();
    List<Node> parts = new ArrayList<>();
    parts.add(schema);
    elements(get(schema, "allOf")).forEach(each -> parts.add(nodes.resolved(each)));
    Set<String> properties =
        parts.stream()
            .flatMap(each -> entries(get(each, "properties")).keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (String property : properties) {
      findings.reject(
          !property.matches("[\\p{L}\\p{N}_.@$ /:-]+"),
          schema,
          "the property name " + property + " is not supported");
      String other = names.put(javaName(property), property);
      findings.reject(
          other != null,
          schema,
          "two properties have one name in Java: " + other + " and " + property);
    }
    for (String property : properties) {
      String has = names.get("has" + javaName(property));
      findings.reject(
          has != null,
          schema,
          "the property "
              + has
              + " has the name of the method that says whether "
              + property
              + " is present");
    }
    boolean whole = get(schema, "allOf") == null && get(schema, "properties") != null;
    for (Node required : elements(get(schema, "required"))) {
      findings.reject(
          whole && !properties.contains(text(required)),
          required,
          "the required property " + text(required) + " has no schema");
    }
  }

  private static String javaName(String property) {
    return lower(property.replaceAll("[^\\p{L}\\p{N}]", ""));
  }
}
