package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Removes API keys and passwords from the calls and deliveries that the console shows. */
final class Redaction {
  private static final String REDACTED = "[redacted]";
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

  // Also keys that are not ours: someone may have sent a real one by mistake.
  private static final Pattern API_KEY = Pattern.compile("pk_(live|test)_[A-Za-z0-9_-]+");

  private final Set<String> secrets;

  /**
   * Creates a redaction.
   *
   * @param secrets strings that are shown nowhere
   */
  Redaction(Set<String> secrets) {
    this.secrets = Set.copyOf(secrets);
  }

  /** Returns a line, such as a path with its query, without the secrets. */
  String line(String text) {
    String redacted = API_KEY.matcher(text).replaceAll(REDACTED);
    for (String secret : secrets) {
      redacted = redacted.replace(secret, REDACTED);
    }
    return redacted;
  }

  Map<String, List<String>> headers(Map<String, List<String>> headers) {
    Map<String, List<String>> redacted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) ->
            redacted.put(
                name,
                SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                    ? List.of(REDACTED)
                    : values.stream().map(this::line).toList()));
    return redacted;
  }

  /** Returns a body without its passwords. An unreadable body that may have one is not shown. */
  String body(String body) {
    JsonNode tree;
    try {
      tree = Json.parse(body);
    } catch (IllegalArgumentException notJson) {
      return body.toLowerCase(Locale.ROOT).contains("password")
          ? "[not shown: the body is not valid JSON and may contain a password]"
          : line(body);
    }
    return line(redactPasswords(tree) ? Json.write(tree) : body);
  }

  private static boolean redactPasswords(JsonNode tree) {
    boolean changed = false;
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        if (isPassword(property.getKey())) {
          property.setValue(TextNode.valueOf(REDACTED));
          changed = true;
        }
      }
    }
    for (JsonNode child : tree) {
      changed |= redactPasswords(child);
    }
    return changed;
  }

  private static boolean isPassword(String name) {
    return name.toLowerCase(Locale.ROOT).contains("password");
  }
}
