package ai.peeker.partner.testing.internal.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A path of the contract, such as {@code /orders/{id}}. Sorted, the more literal comes first. */
public record PathTemplate(List<String> segments) implements Comparable<PathTemplate> {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** Creates a template from its spelling in the contract. */
  public static PathTemplate of(String template) {
    return new PathTemplate(split(template));
  }

  /** Returns whether the path has this form. */
  public boolean matches(String path) {
    List<String> given = split(path);
    if (given.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < given.size(); i++) {
      boolean fits =
          isParameter(segments.get(i))
              ? !given.get(i).isEmpty()
              : segments.get(i).equals(given.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Returns the decoded values of the parameters in a path that matches. */
  public Map<String, String> parameters(String path) {
    List<String> given = split(path);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        parameters.put(segment.substring(1, segment.length() - 1), decode(given.get(i)));
      }
    }
    return parameters;
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment; // no id is spelled like this
    }
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  @Override
  public int compareTo(PathTemplate other) {
    for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      int byKind =
          Boolean.compare(isParameter(segments.get(i)), isParameter(other.segments.get(i)));
      int bySegment = byKind == 0 ? segments.get(i).compareTo(other.segments.get(i)) : byKind;
      if (bySegment != 0) {
        return bySegment;
      }
    }
    return Integer.compare(segments.size(), other.segments.size());
  }

  /** Returns the spelling in the contract. */
  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
