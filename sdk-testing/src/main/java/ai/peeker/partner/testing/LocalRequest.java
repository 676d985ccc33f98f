package ai.peeker.partner.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request as the router needs it, without types of the web server. */
final class LocalRequest {
  private final String method;
  private final String path;
  private final String rawQuery;
  private final List<String> authorization;
  private final byte[] body;

  LocalRequest(String method, String target, List<String> authorization, byte[] body) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.rawQuery = mark < 0 ? "" : target.substring(mark + 1);
    this.authorization = List.copyOf(authorization);
    this.body = body.clone();
  }

  String method() {
    return method;
  }

  /** Returns the path as sent, without the query. */
  String path() {
    return path;
  }

  String rawQuery() {
    return rawQuery;
  }

  /** Returns the values of the {@code Authorization} headers. */
  List<String> authorization() {
    return authorization;
  }

  byte[] body() {
    return body.clone();
  }

  /** Returns the query parameters by name. The last value of a repeated parameter wins. */
  Map<String, String> query() {
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
