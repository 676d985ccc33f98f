package ai.peeker.partner.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request received by a {@link LocalPeeker}, with the status of its response.
 *
 * <p>It contains secrets: the API key in the {@code Authorization} header and the login password in
 * the body of an order. {@link #toString} shows neither.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ReceivedRequest {
  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final String body;
  private final int status;
  private final String requestId;

  ReceivedRequest(
      LocalRequest request,
      Map<String, List<String>> headers,
      String body,
      int status,
      String requestId) {
    this.method = request.method();
    this.path = request.path();
    this.query = request.rawQuery();
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
    this.body = body;
    this.status = status;
    this.requestId = requestId;
  }

  /**
   * Returns the HTTP method.
   *
   * @return the method in upper case, such as {@code POST}
   */
  public String method() {
    return method;
  }

  /**
   * Returns the path as sent, without the query.
   *
   * @return the path, such as {@code /partner/v1/orders}
   */
  public String path() {
    return path;
  }

  /**
   * Returns the query as sent, still percent-encoded.
   *
   * @return the part after the question mark, or an empty string if there was none
   */
  public String query() {
    return query;
  }

  /**
   * Returns the names of the headers.
   *
   * @return the names, in any letter case; unmodifiable
   */
  public Set<String> headerNames() {
    return Set.copyOf(headers.keySet());
  }

  /**
   * Returns the first value of a header, unredacted even if it is {@code Authorization}.
   *
   * @param name the header's name, in any letter case
   * @return the value, or empty if the header was not sent
   */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /**
   * Returns all values of a header, unredacted even if it is {@code Authorization}.
   *
   * @param name the header's name, in any letter case
   * @return the values in the order sent, empty if the header was not sent; unmodifiable
   */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /**
   * Returns the body, unredacted.
   *
   * @return the body decoded as UTF-8, or an empty string if there was none
   */
  public String body() {
    return body;
  }

  /**
   * Returns the status of the response, even if {@link LocalPeeker#dropNextResponse} dropped it.
   *
   * @return the HTTP status
   */
  public int status() {
    return status;
  }

  /**
   * Returns the id sent as {@code Peeker-Request-Id} in the response.
   *
   * @return the request id, {@code req_…}
   */
  public String requestId() {
    return requestId;
  }

  /** Returns a string for logging, without header values, the query or the body. */
  @Override
  public String toString() {
    return method
        + " "
        + path
        + " -> "
        + status
        + " "
        + requestId
        + " (headers "
        + headers.keySet()
        + ", body of "
        + body.length()
        + " characters not shown)";
  }
}
