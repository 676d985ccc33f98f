package ai.peeker.partner.generation.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The nodes of a contract: reads properties, elements and references. */
record ContractNodes(Node document) {
  Node resolved(Node node) {
    String reference = text(get(node, "$ref"));
    if (reference == null) {
      return node;
    }
    Node target = document;
    for (String step : reference.substring(2).split("/", -1)) {
      target = get(target, step.replace("~1", "/").replace("~0", "~"));
    }
    return resolved(target);
  }

  boolean isObject(Node schema) {
    return schema != null
        && (types(schema).contains("object")
            || get(schema, "properties") != null
            || get(schema, "allOf") != null);
  }

  /** Returns the types but null. */
  static Set<String> types(Node schema) {
    Node type = get(schema, "type");
    Set<String> types = new TreeSet<>(elements(type).stream().map(ContractNodes::text).toList());
    if (type instanceof ScalarNode) {
      types.add(text(type));
    }
    types.remove("null");
    return types;
  }

  static String lower(String string) {
    return String.valueOf(string).toLowerCase(Locale.ROOT);
  }

  static Node get(Node node, String name) {
    return entries(node).get(name);
  }

  static Map<String, Node> entries(Node node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    tuples(node).forEach(each -> entries.put(text(each.getKeyNode()), each.getValueNode()));
    return entries;
  }

  static List<NodeTuple> tuples(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  static List<Node> elements(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  static String text(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
        ? scalar.getValue()
        : null;
  }
}
