package ai.peeker.partner.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer that was read to its end: no connection hangs on it. */
final class Answer {
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  Answer(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.body = body;
  }

  /** This answer without the secrets in its headers; its body is read with care elsewhere. */
  Answer redacted(Redaction redaction) {
    Map<String, List<String>> clean = new TreeMap<>();
    headers.forEach(
        (name, values) -> clean.put(name, values.stream().map(redaction::literally).toList()));
    return new Answer(status, clean, body);
  }

  int status() {
    return status;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** False for the page of some portal or proxy: the API answers nothing but JSON. */
  boolean mayBeOfTheApi() {
    String type = header("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).contains("json");
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  @Nullable String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  @Nullable String requestId() {
    return header("Peeker-Request-Id");
  }

  byte[] body() {
    return body;
  }
}
