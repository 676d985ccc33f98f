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
 * Strikes the secrets of a call out of text that came from outside, before anything else sees it:
 * as they are, in Base64, and with any of their characters escaped as in JSON, URLs or HTML.
 */
final class Redactor {
  private static final int SHORTEST = 4; // a shorter secret would strike out half of every text
  private static final int PIECE = 200; // a pattern recurses for every character
  private static final int WIDEST_ESCAPE = 12; // %F0%9F%98%80, or \ud83d and \ude00

  private final List<String> secrets = new ArrayList<>();
  private @Nullable Pattern pattern; // made when it is needed, which is seldom

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

  /** For what carries no escapes, such as a header. */
  String literally(String text) {
    String result = text;
    for (String secret : secrets) {
      result = result.replace(secret, "***");
    }
    return result;
  }

  /** The same response without secrets in its headers; the body is redacted where it is shown. */
  RawResponse apply(RawResponse response) {
    Map<String, List<String>> clean = new TreeMap<>();
    response
        .headers()
        .forEach((name, values) -> clean.put(name, values.stream().map(this::literally).toList()));
    return new RawResponse(response.status(), clean, response.body());
  }

  String apply(String text) {
    if (pattern == null) {
      pattern = Pattern.compile(alternatives());
    }
    return pattern.matcher(text).replaceAll("***");
  }

  /** The beginning of a body as text. */
  String apply(byte[] body, int limit) {
    int shown = Math.min(body.length, limit);
    String text = apply(new String(body, 0, shown, StandardCharsets.UTF_8));
    return body.length < limit ? text : withoutTail(text); // a body of that length may be cut off
  }

  /** Without what may be the beginning of a secret whose end was cut off. */
  private String withoutTail(String text) {
    int longest = secrets.stream().mapToInt(String::length).max().orElse(0);
    return text.substring(0, Math.max(0, text.length() - WIDEST_ESCAPE * longest));
  }

  /** A plain JSON value, the names of its members included. */
  @Nullable Object applyToJson(@Nullable Object json) {
    if (json instanceof String text) {
      return apply(text);
    }
    if (json instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      object.forEach((name, value) -> result.put(apply(String.valueOf(name)), applyToJson(value)));
      return result;
    }
    if (json instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(each -> result.add(applyToJson(each)));
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
      for (int from = 0; from < characters.length; from += PIECE) {
        forms.add(escapedOrNot(characters, from, Math.min(characters.length, from + PIECE)));
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
