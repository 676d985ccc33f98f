package ai.peeker.partner.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link CheckedServer} received.
 *
 * @param method the HTTP method
 * @param path the path below the base URL with the query, as sent
 * @param headers the values by name in lower case
 * @param body the bytes of the body; empty if the request has none
 * @param connection the number of the connection to the server, from 0
 */
public record SentRequest(
    String method,
    String path,
    Map<String, List<String>> headers,
    ByteString body,
    int connection) {

  static SentRequest of(RecordedRequest request, String path) {
    Map<String, List<String>> headers = request.getHeaders().toMultimap();
    ByteString body = request.getBody();
    return new SentRequest(
        request.getMethod(),
        path,
        headers,
        body == null ? ByteString.EMPTY : body,
        request.getConnectionIndex());
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the name, in any letter case
   * @return the value; null if the request does not have the header
   */
  public @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * Returns the body as a string.
   *
   * @return the body; empty if the request has none
   */
  public String text() {
    return body.string(StandardCharsets.UTF_8);
  }
}
