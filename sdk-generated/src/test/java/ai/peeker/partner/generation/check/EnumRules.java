package ai.peeker.partner.generation.check;

import static ai.peeker.partner.generation.check.ContractNodes.elements;
import static ai.peeker.partner.generation.check.ContractNodes.get;
import static ai.peeker.partner.generation.check.ContractNodes.types;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Finds the enumerations that the templates do not support. */
record EnumRules(Findings findings) {
  void check(Node schema) {
    boolean constant = get(schema, "const") != null;
    if (!constant && get(schema, "enum") == null) {
      return;
    }
    Set<String> types = types(schema);
    findings.reject(
        types.stream().anyMatch(type -> !Set.of("string", "integer", "number").contains(type)),
        schema,
        "an enum of the type " + types + " is not supported");
    findings.reject(
        types.contains("number") && get(schema, "format") != null,
        schema,
        "an enum of numbers with a format is not supported");
    List<String> values =
        elements(get(schema, "enum")).stream()
            .map(ContractNodes::text)
            .filter(Objects::nonNull)
            .toList();
    List<String> named =
        elements(get(schema, "x-enum-varnames")).stream().map(ContractNodes::text).toList();
    List<String> names =
        (named.isEmpty() ? values : named)
            .stream()
                .map(each -> each.replaceAll("\\W+", "_").toUpperCase(Locale.ROOT))
                .filter(each -> !each.matches("_*"))
                .toList();
    findings.reject(
        Set.copyOf(names).size() < names.size(),
        schema,
        "two values of an enum have one name in Java: " + names + " (give x-enum-varnames)");
    findings.reject(
        names.contains("KNOWN") || names.contains("UNRECOGNIZED"),
        schema,
        "the name of a value of an enum is taken: " + names + " (give x-enum-varnames)");
    findings.reject(
        values.stream().anyMatch(each -> each.contains("*/")),
        schema,
        "the value of an enum contains */");
  }
}
