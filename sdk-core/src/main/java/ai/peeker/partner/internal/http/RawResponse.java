package ai.peeker.partner.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer that was read to its end: no connection hangs on it. */
public final class RawResponse {
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  public RawResponse(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.body = body;
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** False for the page of some portal or proxy: the API answers nothing but JSON. */
  public boolean mayBeOfTheApi() {
    String type = header("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  public Map<String, List<String>> headers() {
    return headers;
  }

  public @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  public @Nullable String requestId() {
    return header("Peeker-Request-Id");
  }

  public byte[] body() {
    return body;
  }
}
