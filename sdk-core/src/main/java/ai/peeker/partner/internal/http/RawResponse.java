package ai.peeker.partner.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that was read to the end: it holds no connection.
 *
 * @param headers unmodifiable, by name in any letter case
 * @param body not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to be copied
public record RawResponse(int status, Map<String, List<String>> headers, byte[] body) {
  private static final int MAX_SHOWN_BYTES = 64 * 1024;
  private static final int MAX_JSON_ERROR_BYTES = 4 * 1024 * 1024;

  static RawResponse of(Response response, byte[] body) {
    Headers received = response.headers();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < received.size(); i++) {
      String name = received.name(i).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(received.value(i));
    }
    headers.replaceAll((name, values) -> Collections.unmodifiableList(values));
    return new RawResponse(response.code(), Collections.unmodifiableMap(headers), body);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns false for a page of a portal or proxy: the API sends JSON only. */
  public boolean looksLikeJson() {
    return looksLikeJson(header("Content-Type"));
  }

  private static boolean looksLikeJson(@Nullable String type) {
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  /** Returns how many bytes of an error response are read: JSON may list thousands of domains. */
  static int maxErrorBytes(@Nullable String contentType) {
    return looksLikeJson(contentType) ? MAX_JSON_ERROR_BYTES : MAX_SHOWN_BYTES;
  }

  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  public @Nullable String requestId() {
    return header("Peeker-Request-Id");
  }

  /** Returns the first 64 KiB of the body as they are, secrets included; null if it is empty. */
  public @Nullable String shownBody() {
    int length = Math.min(body.length, MAX_SHOWN_BYTES);
    return length == 0 ? null : new String(body, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns a string for logging without headers and body, which may quote a secret. */
  @Override
  public String toString() {
    return "RawResponse[" + status + "]";
  }
}
