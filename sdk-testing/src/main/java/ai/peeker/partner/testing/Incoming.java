package ai.peeker.partner.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request as the router needs it, free of the HTTP library's types. */
final class Incoming {
  private final String method;
  private final String path;
  private final String rawQuery;
  private final List<String> authorization;
  private final byte[] body;

  Incoming(String method, String target, List<String> authorization, byte[] body) {
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

  /** The path as sent, without the query. */
  String path() {
    return path;
  }

  String rawQuery() {
    return rawQuery;
  }

  List<String> authorization() {
    return authorization;
  }

  byte[] body() {
    return body.clone();
  }

  /** The query's parameters by name; of a repeated one the last. */
  Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        query.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(
          ErrorReply.of(400, "invalid_request", "The query is not percent-encoded properly")
              .reply());
    }
  }
}
