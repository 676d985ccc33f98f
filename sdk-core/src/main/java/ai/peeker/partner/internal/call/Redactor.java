package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the secrets of a call in strings that are shown. It looks for them as they are, in
 * Base64, and behind escapes of JSON, URLs and HTML, even if these were applied several times.
 * Codes and details are read before, as received.
 */
final class Redactor {
  private static final int SHORTEST = 4; // a shorter secret would redact half of every string
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_LAYERS = 8;
  private static final int MAX_BASE64_DEPTH = 2;
  private static final int MAX_WORK = 2_000_000; // characters that are searched for one string
  private static final int WIDEST_ESCAPE = 12; // %F0%9F%98%80, or \ud83d and \ude00
  private static final Pattern BASE64 =
      Pattern.compile("[A-Za-z0-9+/_-]{6}[A-Za-z0-9+/_\\-\\r\\n]*");

  private final String apiKey;
  private final @Nullable Object body;
  private final List<String> secrets = new ArrayList<>();
  private int work;
  private @Nullable Set<String> forms; // computed when it is needed, which is seldom

  Redactor(Secret apiKey, @Nullable Object body) {
    this.apiKey = apiKey.reveal();
    this.body = body;
  }

  /** Collects the secrets when the first string is redacted: most calls need none. */
  private void collect() {
    if (secrets.isEmpty()) {
      secrets.add(apiKey);
      collect(body instanceof JsonModel model ? model.toJson() : body);
    }
  }

  private void collect(@Nullable Object json) {
    if (json instanceof Secret secret && secret.reveal().length() >= SHORTEST) {
      secrets.add(secret.reveal());
    } else if (json instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) -> collect(isPassword(key, value) ? Secret.of(value.toString()) : value));
    } else if (json instanceof Collection<?> list) {
      list.forEach(this::collect);
    }
  }

  /** A password may be a string, in a body that was not made of models. */
  private static boolean isPassword(Object key, @Nullable Object value) {
    return value instanceof String && key instanceof String name && name.contains("password");
  }

  /**
   * Returns the response without the API key in its headers. A password is not looked for: it is
   * not sent in a header, and may equal one, such as a part of the request id.
   */
  RawResponse redactHeaders(RawResponse response) {
    if (!hasKey(response.headers())) {
      return response;
    }
    Map<String, List<String>> redacted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().forEach((name, values) -> redacted.put(name, redactKey(values)));
    return new RawResponse(response.status(), redacted, response.body());
  }

  private boolean hasKey(Map<String, List<String>> headers) {
    for (List<String> values : headers.values()) {
      for (String value : values) {
        if (value.contains(apiKey)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> redactKey(List<String> values) {
    return values.stream().map(value -> value.replace(apiKey, "***")).toList();
  }

  /** Returns the first 64 Ki characters of a string without secrets. */
  String redact(String value) {
    work = 0;
    collect();
    int length = Math.min(value.length(), MAX_LENGTH);
    BitSet hidden = find(value.substring(0, length), MAX_BASE64_DEPTH);
    if (length < value.length()) { // the end may be the first part of a secret
      int longest = secrets.stream().mapToInt(String::length).max().orElse(0);
      hidden.set(Math.max(0, length - WIDEST_ESCAPE * longest), length);
    }
    return without(hidden, value, length);
  }

  /** Returns the positions of the characters that belong to a secret. */
  private BitSet find(String value, int base64Depth) {
    BitSet hidden = new BitSet();
    layers(value).forEach(layer -> findIn(layer, base64Depth, hidden));
    return hidden;
  }

  private void findIn(Layer layer, int base64Depth, BitSet hidden) {
    work += layer.text().length();
    String text = unifySpaces(layer.text());
    for (String form : forms()) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length())) {
        hidden.set(layer.origins()[at], layer.origins()[at + form.length()]);
      }
    }
    Matcher base64 = BASE64.matcher(base64Depth == 0 ? "" : layer.text());
    while (base64.find()) {
      if (isSecretInBase64(base64.group(), base64Depth)) {
        hidden.set(layer.origins()[base64.start()], layer.origins()[base64.end()]);
      }
    }
  }

  /** Returns whether a secret appears when a string is decoded from any of its characters on. */
  private boolean isSecretInBase64(String encoded, int depth) {
    String text = encoded.replaceAll("[\\r\\n]", "").replace('-', '+').replace('_', '/');
    for (int from = 0; from < 4; from++) {
      if (work > MAX_WORK) { // a server must not decide about it: hide what is not examined
        return true;
      }
      int length = text.length() - from;
      int end = length % 4 == 1 ? text.length() - 1 : text.length();
      byte[] bytes = Base64.getDecoder().decode(text.substring(from, end));
      if (!find(new String(bytes, StandardCharsets.UTF_8), depth - 1).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the secrets, also without what looks like an escape in them. */
  private Set<String> forms() {
    if (forms == null) {
      forms =
          secrets.stream()
              .flatMap(Redactor::layers)
              .map(layer -> unifySpaces(layer.text()))
              .filter(form -> form.length() >= SHORTEST)
              .collect(Collectors.toSet());
    }
    return forms;
  }

  private static String without(BitSet hidden, String value, int length) {
    StringBuilder result = new StringBuilder();
    int end = 0;
    for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(end)) {
      result.append(value, end, at).append("***");
      end = hidden.nextClearBit(at);
    }
    return result.append(value, end, length).toString();
  }

  private static Stream<Layer> layers(String text) {
    int[] origins = IntStream.rangeClosed(0, text.length()).toArray();
    return Stream.iterate(new Layer(text, origins), Layer::unescape).limit(MAX_LAYERS).distinct();
  }

  /** In URLs, a plus sign is a space. */
  private static String unifySpaces(String text) {
    return text.replace('+', ' ');
  }

  /**
   * A string without some layers of escapes.
   *
   * @param origins the position in the original of each character, and of the end
   */
  @SuppressWarnings("ArrayRecordComponent") // compared with itself only
  private record Layer(String text, int[] origins) {
    private static final String ESCAPE =
        "\\\\u\\p{XDigit}{4}|\\\\.|%[0-7]\\p{XDigit}"
            + "|%[c-fC-F]\\p{XDigit}(?:%[89abAB]\\p{XDigit}){1,3}"
            + "|&(?:#0*\\d{1,6}|#[xX]0*\\p{XDigit}{1,5}|lt|gt|amp|quot|apos);";
    private static final Pattern PART = Pattern.compile(ESCAPE + "|.", Pattern.DOTALL);
    private static final Map<String, String> NAMED =
        Map.of(
            "\\b", "\b", "\\f", "\f", "\\n", "\n", "\\r", "\r", "\\t", "\t", "&lt;", "<", "&gt;",
            ">", "&amp;", "&", "&quot;", "\"", "&apos;", "'");

    Layer unescape() {
      StringBuilder result = new StringBuilder();
      int[] resultOrigins = new int[text.length() + 1];
      Matcher part = PART.matcher(text);
      while (part.find()) {
        int start = result.length();
        result.append(unescape(part.group()));
        Arrays.fill(resultOrigins, start, result.length(), origins[part.start()]);
      }
      resultOrigins[result.length()] = origins[text.length()];
      return result.length() == text.length() ? this : new Layer(result.toString(), resultOrigins);
    }

    private static String unescape(String part) {
      if (part.length() == 1 || NAMED.containsKey(part)) {
        return NAMED.getOrDefault(part, part);
      }
      return switch (part.charAt(0)) {
        case '%' ->
            new String(HexFormat.of().parseHex(part.replace("%", "")), StandardCharsets.UTF_8);
        case '&' -> character(part.substring(2, part.length() - 1));
        case '\\' -> part.length() == 6 ? character("x" + part.substring(2)) : part.substring(1);
        default -> part; // two halves of one character
      };
    }

    private static String character(String number) {
      boolean hexadecimal = Character.toLowerCase(number.charAt(0)) == 'x';
      return Character.toString(
          Integer.parseInt(number.substring(hexadecimal ? 1 : 0), hexadecimal ? 16 : 10));
    }
  }
}
