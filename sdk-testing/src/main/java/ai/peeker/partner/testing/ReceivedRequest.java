package ai.peeker.partner.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request that reached a {@link LocalPeeker}, and how it was answered.
 *
 * <p>Its text form shows neither a header's value nor the body: an order's body holds a login
 * password, the {@code Authorization} header the API key.
 *
 * <p>Immutable, so safe to share between threads.
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
      Incoming request,
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
   * Gives the HTTP method.
   *
   * @return the method in upper case, such as {@code POST}
   */
  public String method() {
    return method;
  }

  /**
   * Gives the path as sent, without the query.
   *
   * @return such as {@code /partner/v1/orders}
   */
  public String path() {
    return path;
  }

  /**
   * Gives the query as sent, still percent-encoded.
   *
   * @return the text after the question mark, or an empty string if there was none
   */
  public String query() {
    return query;
  }

  /**
   * Lists which headers were sent.
   *
   * @return the names, in any letter case; unmodifiable
   */
  public Set<String> headerNames() {
    return Set.copyOf(headers.keySet());
  }

  /**
   * Gives a header's first value, unredacted even if it is {@code Authorization}.
   *
   * @param name the header's name, in any letter case
   * @return the value, or empty if the header was not sent
   */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /**
   * Gives all values of a header, unredacted even if it is {@code Authorization}.
   *
   * @param name the header's name, in any letter case
   * @return the values in the order sent, empty if the header was not sent; unmodifiable
   */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /**
   * Gives the body, secrets in it included.
   *
   * @return the body read as UTF-8, or an empty string if there was none
   */
  public String body() {
    return body;
  }

  /**
   * Gives the status of the answer, also if the answer was then lost by script.
   *
   * @return the HTTP status
   */
  public int status() {
    return status;
  }

  /**
   * Gives the id that went back as {@code Peeker-Request-Id}.
   *
   * @return the request id, {@code req_…}
   */
  public String requestId() {
    return requestId;
  }

  /** Says what was asked and answered, without a header's value, the query or the body. */
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
