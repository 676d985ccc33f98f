package ai.peeker.partner;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.internal.http.CallExtras;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.model.JsonReader;
import ai.peeker.partner.model.ValueReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request to any path of the API, for an operation that this version of the SDK does not have.
 * {@link PeekerClient#request(String, String)} returns one.
 *
 * <pre>{@code
 * ApiResponse<Object> response =
 *     client
 *         .request("POST", "/orders/{id}/notes")
 *         .path("id", "ord_123")
 *         .query("notify", true)
 *         .body(Map.of("text", "hello"))
 *         .send();
 * }</pre>
 *
 * <p>Failures are the exceptions of the other calls. Place orders with {@link Orders}, which counts
 * their domains and can resume them. Not safe for use by several threads at once.
 */
public final class ApiRequest {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final ApiTransport transport;
  private final String path;
  private final boolean mayHaveBody;
  private final ApiCall.Builder<@Nullable Object> call;
  private CallExtras headers = CallExtras.NONE; // which checks them

  ApiRequest(ApiTransport transport, String method, String path, RetrySafety retrySafety) {
    this.transport = transport;
    this.path = requirePath(path);
    this.mayHaveBody = !"GET".equals(requireMethod(method));
    if (retrySafety == null) {
      throw new IllegalArgumentException("retrySafety must not be null");
    }
    this.call = ApiCall.builder("request", method, path, retrySafety);
  }

  private static String requireMethod(@Nullable String method) {
    if (method == null || !METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method is out of range: " + method + " (expected GET, POST, PUT, PATCH or DELETE)");
    }
    return method;
  }

  private static String requirePath(@Nullable String path) {
    if (path == null) {
      throw new IllegalArgumentException("path must not be null");
    }
    CallExtras.rejectApiKey("path", path);
    List<String> segments = List.of(path.split("/", -1));
    boolean isBelow =
        path.startsWith("/")
            && segments.subList(1, segments.size()).stream()
                .noneMatch(
                    segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    if (!isBelow || path.matches("(?s).*[?#%\\\\\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*")) {
      throw new IllegalArgumentException(
          "The path \""
              + path
              + "\" is not one below the base URL, such as /orders/{id}. Pass neither an absolute"
              + " URL nor \"..\"; set values with path(…) and query(…), which encode them.");
    }
    return path;
  }

  /**
   * Sets the value of a parameter of the path. It is percent-encoded.
   *
   * @param name the name in the path, between braces
   * @param value not blank, and neither {@code .} nor {@code ..}
   * @return this request
   * @throws IllegalArgumentException if the value is invalid, or the path has no such parameter
   */
  public ApiRequest path(String name, Object value) {
    if (!path.contains("{" + name + "}")) {
      throw new IllegalArgumentException("The path " + path + " has no parameter {" + name + "}");
    }
    CallExtras.rejectApiKey(name, String.valueOf(value));
    call.path(name, value);
    return this;
  }

  /**
   * Adds a query parameter. It is percent-encoded.
   *
   * @param name not null
   * @param value the value; a list becomes one parameter for each element; null to omit it
   * @return this request
   * @throws IllegalArgumentException if the value is an empty list or cannot be encoded
   */
  public ApiRequest query(String name, @Nullable Object value) {
    if (name == null) {
      throw new IllegalArgumentException("name must not be null");
    }
    CallExtras.rejectApiKey(name, String.valueOf(value));
    call.query(name, value instanceof Collection<?> values ? List.copyOf(values) : value);
    return this;
  }

  /**
   * Sets a header.
   *
   * @param name a name that HTTP and the client do not use themselves, such as {@code X-Trace}
   * @param value visible ASCII characters and spaces
   * @return this request
   * @throws IllegalArgumentException if an argument is invalid
   */
  public ApiRequest header(String name, String value) {
    headers = headers.withHeader(name, value);
    call.header(name, value);
    return this;
  }

  /**
   * Sets the body.
   *
   * @param body a model or a plain JSON value, such as a map; not null
   * @return this request
   * @throws IllegalArgumentException if it is null or not JSON, if the method is GET, or if it has
   *     a property {@code domains} without a domain, which the API may take for all domains
   */
  public ApiRequest body(Object body) {
    Object json = body instanceof JsonModel model ? model.toJson() : body;
    if (json == null) {
      throw new IllegalArgumentException("body must not be null. To send none, omit the call.");
    }
    if (!mayHaveBody) {
      throw new IllegalArgumentException("A GET request must not have a body");
    }
    if (json instanceof Map<?, ?> object && object.containsKey("domains")) {
      requireDomains(object.get("domains"));
    }
    call.plainBody(body);
    return this;
  }

  private static void requireDomains(@Nullable Object domains) {
    if (domains == null || (domains instanceof Collection<?> list && list.isEmpty())) {
      throw new IllegalArgumentException(
          "domains must not be "
              + (domains == null ? "null" : "empty")
              + ", which the API may take for all. To mean all, omit the property.");
    }
  }

  /**
   * Sends the request.
   *
   * @return the response; its body is plain JSON, or null if it has none
   * @throws IllegalArgumentException if a parameter of the path has no value
   * @throws ai.peeker.partner.error.CallException if the call failed
   */
  public ApiResponse<@Nullable Object> send() {
    return transport.send(built(JsonReader::any));
  }

  /**
   * Sends the request and reads the response as a type.
   *
   * @param <T> the type of the result
   * @param reader reads the body, such as {@code in -> in.member("data", OrderDetails::read)}
   * @return the response
   * @throws IllegalArgumentException if a parameter of the path has no value
   * @throws ai.peeker.partner.error.CallException if the call failed
   */
  public <T extends @Nullable Object> ApiResponse<T> send(ValueReader<T> reader) {
    return transport.send(built(reader));
  }

  /**
   * Asynchronous variant of {@link #send()}. Canceling the future ends the call.
   *
   * @return completed with the response, or with the exception that {@link #send()} would throw
   */
  public CompletableFuture<ApiResponse<@Nullable Object>> sendAsync() {
    return transport.sendAsync(built(JsonReader::any));
  }

  /**
   * Asynchronous variant of {@link #send(ValueReader)}. Canceling the future ends the call.
   *
   * @param <T> the type of the result
   * @param reader as for {@link #send(ValueReader)}
   * @return completed with the response, or with the exception that {@link #send(ValueReader)}
   *     would throw
   */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> sendAsync(
      ValueReader<T> reader) {
    return transport.sendAsync(built(reader));
  }

  @SuppressWarnings("unchecked") // a builder has no value of its type before it is built
  private <T extends @Nullable Object> ApiCall<T> built(ValueReader<T> reader) {
    ApiCall<T> built = ((ApiCall.Builder<T>) call).build(reader);
    try {
      List<String> unused = built.pathSegments();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage() + " Set it with path(name, value).");
    }
    return built;
  }
}
