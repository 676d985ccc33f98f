package ai.peeker.partner.internal.http;

import ai.peeker.partner.model.JsonModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers, query parameters and properties of the body that a client sends in addition to those of
 * its operations. Immutable.
 *
 * @param headers the values by name
 * @param query the values by name, not encoded
 * @param body plain JSON values by name
 */
public record CallExtras(
    Map<String, String> headers, Map<String, String> query, Map<String, @Nullable Object> body) {
  /** Adds nothing. */
  public static final CallExtras NONE = new CallExtras(Map.of(), Map.of(), Map.of());

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  /** Headers that the client or HTTP itself sets, or that would carry another key. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  public CallExtras withHeader(@Nullable String name, @Nullable String value) {
    return new CallExtras(
        with(headers, requireHeaderName(name), requireHeaderValue(name, value)), query, body);
  }

  public CallExtras withQuery(@Nullable String name, @Nullable String value) {
    if ("page_token".equals(name)) {
      throw new IllegalArgumentException(
          "page_token must not be set for all calls. Pass it to the list that it continues.");
    }
    return new CallExtras(headers, with(query, requireName(name), requireText(name, value)), body);
  }

  public CallExtras withBodyProperty(@Nullable String name, @Nullable Object value) {
    Object json = JsonModel.of(value).toJson(); // a copy
    return new CallExtras(headers, query, with(body, requireName(name), json));
  }

  private static <V extends @Nullable Object> Map<String, V> with(
      Map<String, V> values, String name, @Nullable V value) {
    Map<String, V> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return Collections.unmodifiableMap(changed);
  }

  private static String requireName(@Nullable String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("name must not be " + (name == null ? "null" : "blank"));
    }
    return name;
  }

  private static String requireHeaderName(@Nullable String name) {
    String given = requireName(name);
    if (!NAME.matcher(given).matches()) {
      throw new IllegalArgumentException("\"" + given + "\" is not the name of a header");
    }
    if (RESERVED.contains(given.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header " + given + " is set by the client and must not be set by a caller");
    }
    return given;
  }

  private static String requireHeaderValue(@Nullable String name, @Nullable String value) {
    String given = requireText(name, value);
    if (!VALUE.matcher(given).matches()) {
      throw new IllegalArgumentException(
          name + " must contain visible ASCII characters and spaces only");
    }
    return given;
  }

  /** Returns a value, unless it is null or an API key, which only the client may send. */
  private static String requireText(@Nullable String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    rejectApiKey(name, value);
    return value;
  }

  /** Rejects a string that looks like an API key; the message does not quote it. */
  public static void rejectApiKey(@Nullable String name, String value) {
    if (value.contains("pk_live_") || value.contains("pk_test_")) {
      throw new IllegalArgumentException(
          name + " looks like it contains an API key; pass the key to apiKey(…) instead");
    }
  }

  /**
   * Returns the properties of a body and the additional ones.
   *
   * @throws IllegalArgumentException if the body is not an object, or has one of them
   */
  public Map<String, @Nullable Object> addTo(JsonModel model) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (!(model.toJson() instanceof Map<?, ?> properties)) {
      throw new IllegalArgumentException(
          "bodyProperty(…) does not fit: the body of this operation is not an object");
    }
    properties.forEach((name, value) -> all.put((String) name, value));
    body.forEach(
        (name, value) -> {
          if (all.containsKey(name)) {
            throw new IllegalArgumentException(
                "bodyProperty(\"" + name + "\", …) would replace a property of the request");
          }
          all.put(name, value);
        });
    return all;
  }
}
