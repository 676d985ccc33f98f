package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.server.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request received by a {@link LocalPeeker}, with the status of its response.
 *
 * <p>It contains secrets: the API key in the {@code Authorization} header and the login password in
 * the body of an order. {@link #toString} shows neither.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ReceivedRequest {
  private final Exchange exchange;

  ReceivedRequest(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Returns the HTTP method.
   *
   * @return the method in upper case, such as {@code POST}
   */
  public String method() {
    return exchange.request().method();
  }

  /**
   * Returns the path as sent, without the query.
   *
   * @return the path, such as {@code /partner/v1/orders}
   */
  public String path() {
    return exchange.request().path();
  }

  /**
   * Returns the query as sent, still percent-encoded.
   *
   * @return the part after the question mark, or an empty string if there was none
   */
  public String query() {
    return exchange.request().rawQuery();
  }

  /**
   * Returns the names of the headers.
   *
   * @return the names, in any letter case; unmodifiable
   */
  public Set<String> headerNames() {
    return Set.copyOf(exchange.request().headers().keySet());
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
    return exchange.request().headers().getOrDefault(name, List.of());
  }

  /**
   * Returns the body, unredacted.
   *
   * @return the body decoded as UTF-8, or an empty string if there was none
   */
  public String body() {
    return exchange.request().bodyText();
  }

  /**
   * Returns the status of the response, even if {@link Faults} dropped it.
   *
   * @return the HTTP status
   */
  public int status() {
    return exchange.response().status();
  }

  /**
   * Returns the id sent as {@code Peeker-Request-Id} in the response.
   *
   * @return the request id, {@code req_…}
   */
  public String requestId() {
    return exchange.requestId();
  }

  /** Returns a string for logging, without header values, the query or the body. */
  @Override
  public String toString() {
    return method()
        + " "
        + path()
        + " -> "
        + status()
        + " "
        + requestId()
        + " (headers "
        + headerNames()
        + ", body of "
        + body().length()
        + " characters not shown)";
  }
}
