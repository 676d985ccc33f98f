package ai.peeker.partner.examples.web;

import ai.peeker.partner.testing.WebhookSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Signs webhooks and posts them, as Peeker does. */
final class Webhooks {
  static final String SECRET = "whsec_canary-of-the-tests";
  static final Instant SIGNED_AT = Instant.parse("2026-05-08T12:00:00Z");

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private Webhooks() {}

  static byte[] orderCompleted(String id, String order) {
    return ("{\"id\":\""
            + id
            + "\",\"type\":\"order.completed\",\"created_at\":\"2026-05-08T11:59:00Z\","
            + "\"data\":{\"id\":\""
            + order
            + "\",\"status\":\"completed\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static HttpRequest.Builder request(URI url, String id, byte[] body) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header("Peeker-Event-Id", id)
        .header("Peeker-Timestamp", Long.toString(SIGNED_AT.getEpochSecond()))
        .header("Peeker-Signature", signature(id, body))
        .POST(BodyPublishers.ofByteArray(body));
  }

  /** Returns a body without a Content-Length header. */
  static HttpRequest.BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  static Map<String, List<String>> headers(String id, byte[] body) {
    return new WebhookSigner(SECRET).headers(SIGNED_AT.getEpochSecond(), id, body);
  }

  static String signature(String id, byte[] body) {
    return new WebhookSigner(SECRET).sign(SIGNED_AT.getEpochSecond(), id, body);
  }

  static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
