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
 * @param body the bytes of the body; empty if there was none
 * @param connection which connection of the server it came over, from 0
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
   * The first value of a header.
   *
   * @param name its name, in any letter case
   * @return null if the request has none
   */
  public @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * The body as text.
   *
   * @return the text; empty if there was no body
   */
  public String text() {
    return body.string(StandardCharsets.UTF_8);
  }
}
