package ai.peeker.partner.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A webhook on its way, on which {@link FuzzStep}s work; and what it should then be taken for. */
final class FuzzedDelivery {
  static final List<String> NAMES =
      List.of("Peeker-Event-Id", "Peeker-Timestamp", "Peeker-Signature");
  private static final int LONGEST_SIGNATURE = 1024;

  final Map<String, List<String>> headers = new LinkedHashMap<>();
  byte[] body;

  FuzzedDelivery(SignedWebhook webhook) {
    webhook.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    this.body = webhook.body();
  }

  /** Whether all that is signed, and the signature, still say what the webhook said. */
  boolean saysWhat(SignedWebhook webhook) {
    return webhook.id().equals(only(NAMES.get(0)))
        && SignedWebhook.TIMESTAMP.equals(only(NAMES.get(1)))
        && webhook.signature().equals(versionOne(only(NAMES.get(2))))
        && Arrays.equals(webhook.body(), body);
  }

  /** The one value of the header, or null. */
  private String only(String name) {
    List<String> found = new ArrayList<>();
    headers.forEach(
        (key, values) -> {
          if (key != null && values != null && lower(key).equals(lower(name))) {
            found.addAll(values);
          }
        });
    return found.size() == 1 ? found.get(0) : null;
  }

  /** The digits of the one part that begins with v1=, or null. */
  private static String versionOne(String header) {
    if (header == null || header.length() > LONGEST_SIGNATURE) {
      return null;
    }
    List<String> found = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String trimmed = trimmed(part);
      if (trimmed.startsWith("v1=")) {
        found.add(lower(trimmed.substring(3)));
      }
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  private static String trimmed(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && (part.charAt(from) == ' ' || part.charAt(from) == '\t')) {
      from++;
    }
    while (from < to && (part.charAt(to - 1) == ' ' || part.charAt(to - 1) == '\t')) {
      to--;
    }
    return part.substring(from, to);
  }

  /** With the capitals of ASCII, and no others, as small letters. */
  private static String lower(String text) {
    return text.chars()
        .map(c -> c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The name under which the header stands, or null if it has gone. */
  String spellingOf(String name) {
    for (String key : headers.keySet()) {
      if (key != null && key.equalsIgnoreCase(name)) {
        return key;
      }
    }
    return null;
  }

  /** The value of the header, or an empty text if it has none. */
  String valueOf(String name) {
    String spelling = spellingOf(name);
    List<String> values = spelling == null ? null : headers.get(spelling);
    return values == null || values.isEmpty() || values.get(0) == null ? "" : values.get(0);
  }

  void setValues(String name, List<String> values) {
    String spelling = spellingOf(name);
    headers.put(spelling == null ? name : spelling, values);
  }

  void rename(String name, String newName) {
    String spelling = spellingOf(name);
    if (spelling != null) {
      headers.put(newName, headers.remove(spelling));
    }
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return String.format(
        Locale.ROOT, "%.2000s, body of %d bytes: %.500s", headers.toString(), body.length, text);
  }
}
