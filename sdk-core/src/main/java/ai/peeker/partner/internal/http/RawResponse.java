package ai.peeker.partner.internal.http;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A response that was read to the end: it holds no connection. */
public final class RawResponse {
  /** At most so many bytes of an error response are read. */
  public static final int MAX_ERROR_BYTES = 64 * 1024;

  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /**
   * Creates a response.
   *
   * @param headers unmodifiable, by name in any letter case
   * @param body not copied
   */
  public RawResponse(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static RawResponse of(Response response, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .headers()
        .toMultimap()
        .forEach((name, values) -> headers.put(name, List.copyOf(values)));
    return new RawResponse(response.code(), Collections.unmodifiableMap(headers), body);
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns false for a page of a portal or proxy: the API sends JSON only. */
  public boolean looksLikeJson() {
    String type = header("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  public Map<String, List<String>> headers() {
    return headers;
  }

  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  public @Nullable String requestId() {
    return header("Peeker-Request-Id");
  }

  public byte[] body() {
    return body;
  }
}
