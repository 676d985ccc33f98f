package ai.peeker.partner.testing.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request without types of the web server. */
public final class LocalRequest {
  private final String method;
  private final String path;
  private final String rawQuery;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final Map<String, String> pathParameters;

  private LocalRequest(
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      Map<String, String> pathParameters) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.rawQuery = mark < 0 ? "" : target.substring(mark + 1);
    this.headers = headers;
    this.body = body;
    this.pathParameters = pathParameters;
  }

  /**
   * Creates a request as received.
   *
   * @param target the path and the query as sent
   */
  public static LocalRequest of(
      String method, String target, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return new LocalRequest(method, target, copy, body.clone(), Map.of());
  }

  /** Returns this request with the values of the path template's parameters. */
  public LocalRequest withPathParameters(Map<String, String> parameters) {
    String target = rawQuery.isEmpty() ? path : path + "?" + rawQuery;
    return new LocalRequest(method, target, headers, body, Map.copyOf(parameters));
  }

  public String method() {
    return method;
  }

  /** Returns the path as sent, without the query. */
  public String path() {
    return path;
  }

  public String rawQuery() {
    return rawQuery;
  }

  /** Returns the headers by name, in any letter case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  public byte[] body() {
    return body.clone();
  }

  /** Returns the body as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the value of a parameter of the path template, such as {@code id}. */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The path template has no parameter " + name);
    }
    return value;
  }

  /** Returns the query parameters by name. The last value of a repeated parameter wins. */
  public Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        query.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw ErrorResponse.invalidRequest("The query is not percent-encoded correctly")
          .toException();
    }
  }
}
