package ai.peeker.partner.generation.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is found, by the lines of the contract. */
final class Findings {
  private final Set<Problem> problems = new TreeSet<>();

  private record Problem(int line, String text) implements Comparable<Problem> {
    @Override
    public int compareTo(Problem other) {
      int order = Integer.compare(line, other.line);
      return order == 0 ? text.compareTo(other.text) : order;
    }
  }

  void add(Node node, String problem) {
    problems.add(new Problem(node.getStartMark().getLine() + 1, problem));
  }

  /** Adds a problem if a construct is not supported. */
  void reject(boolean unsupported, Node node, String problem) {
    if (unsupported) {
      add(node, problem);
    }
  }

  List<String> in(String file) {
    return problems.stream().map(each -> file + ":" + each.line() + ": " + each.text()).toList();
  }
}
