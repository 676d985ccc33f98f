package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the secrets of a call in strings that were received: as they are, in Base64, and with any
 * of their characters escaped as in JSON, URLs or HTML.
 */
final class Redactor {
  private static final int SHORTEST = 4; // a shorter secret would redact half of every string
  private static final int PIECE = 200; // a pattern recurses for every character
  private static final int WIDEST_ESCAPE = 12; // %F0%9F%98%80, or \ud83d and \ude00

  private final List<String> secrets = new ArrayList<>();
  private @Nullable Pattern pattern; // compiled when it is needed, which is seldom

  Redactor(Secret apiKey, @Nullable Object body) {
    add(apiKey);
    collect(body);
  }

  private void collect(@Nullable Object json) {
    if (json instanceof Secret secret) {
      add(secret);
    } else if (json instanceof Map<?, ?> object) {
      object.values().forEach(this::collect);
    } else if (json instanceof Collection<?> list) {
      list.forEach(this::collect);
    }
  }

  private void add(Secret secret) {
    if (secret.reveal().length() >= SHORTEST) {
      secrets.add(secret.reveal());
    }
  }

  /** Returns the response without secrets in its headers, which carry no escapes. */
  RawResponse redactHeaders(RawResponse response) {
    boolean clean = true;
    for (List<String> values : response.headers().values()) {
      for (String value : values) {
        clean &= !occursIn(value);
      }
    }
    if (clean) {
      return response;
    }
    Map<String, List<String>> redacted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .headers()
        .forEach((name, values) -> redacted.put(name, values.stream().map(this::plain).toList()));
    return new RawResponse(response.status(), redacted, response.body());
  }

  private boolean occursIn(String value) {
    for (String secret : secrets) {
      if (value.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private String plain(String value) {
    String result = value;
    for (String secret : secrets) {
      result = result.replace(secret, "***");
    }
    return result;
  }

  String redact(String value) {
    if (pattern == null) {
      pattern = Pattern.compile(alternatives());
    }
    return pattern.matcher(value).replaceAll("***");
  }

  /** Returns the first bytes of a body as a redacted string. */
  String redact(byte[] body, int limit) {
    int shown = Math.min(body.length, limit);
    String text = redact(new String(body, 0, shown, StandardCharsets.UTF_8));
    return body.length < limit ? text : withoutTail(text); // a body of that length may be cut off
  }

  /** Drops the tail, which may be the first part of a secret that was cut off. */
  private String withoutTail(String text) {
    int longest = secrets.stream().mapToInt(String::length).max().orElse(0);
    return text.substring(0, Math.max(0, text.length() - WIDEST_ESCAPE * longest));
  }

  /** Returns a redacted copy of a plain JSON value, property names included. */
  @Nullable Object redactJson(@Nullable Object json) {
    if (json instanceof String text) {
      return redact(text);
    }
    if (json instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      object.forEach((name, value) -> result.put(redact(String.valueOf(name)), redactJson(value)));
      return result;
    }
    if (json instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(element -> result.add(redactJson(element)));
      return result;
    }
    return json;
  }

  private String alternatives() {
    List<String> forms = new ArrayList<>();
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      forms.add(Pattern.quote(Base64.getEncoder().withoutPadding().encodeToString(bytes)));
      forms.add(Pattern.quote(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
      int[] characters = secret.codePoints().toArray();
      int length = characters.length;
      int pieces = (length + PIECE - 1) / PIECE; // of equal length: one letter would match anywhere
      for (int i = 0; i < pieces; i++) {
        forms.add(escapedOrNot(characters, length * i / pieces, length * (i + 1) / pieces));
      }
    }
    return forms.isEmpty() ? "(?!)" : String.join("|", forms);
  }

  private static String escapedOrNot(int[] characters, int from, int to) {
    StringBuilder form = new StringBuilder();
    for (int i = from; i < to; i++) {
      form.append("(?:").append(spellings(characters[i])).append(')');
    }
    return form.toString();
  }

  private static String spellings(int character) {
    String itself = Character.toString(character);
    String json =
        itself
            .chars()
            .mapToObj(c -> String.format(Locale.ROOT, "\\\\u(?i:%04x)", c))
            .collect(Collectors.joining());
    StringBuilder url = new StringBuilder();
    for (byte each : itself.getBytes(StandardCharsets.UTF_8)) {
      url.append(String.format(Locale.ROOT, "%%(?i:%02x)", each & 0xff));
    }
    String quoted = Pattern.quote(itself);
    String html = String.format(Locale.ROOT, "&#0*%d;|&#(?i:x0*%x);", character, character);
    String escaped = json + "|" + url + "|" + html + named(character);
    return escaped + "|\\\\" + quoted + "|" + quoted; // itself last: "%25" begins with "%"
  }

  private static String named(int character) {
    return switch (character) {
      case '"' -> "|&quot;";
      case '\'' -> "|&apos;";
      case '&' -> "|&amp;";
      case '<' -> "|&lt;";
      case '>' -> "|&gt;";
      case ' ' -> "|\\+";
      case '\n' -> "|\\\\n";
      case '\r' -> "|\\\\r";
      case '\t' -> "|\\\\t";
      default -> "";
    };
  }
}
