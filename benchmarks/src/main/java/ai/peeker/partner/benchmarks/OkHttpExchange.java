package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Posts an order with a synchronous OkHttp call, as a developer would write it. No retries, no rate
 * limit, no checks.
 */
final class OkHttpExchange implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  // like the SDK's pool, so that both reuse connections equally often
  private static final int IDLE_CONNECTIONS = 64;
  private static final int IDLE_SECONDS = 4;

  private static final String USER_AGENT = // as long as the one of the SDK
      "handwritten-http-client/0.1.0-SNAPSHOT (Java " + System.getProperty("java.version") + ")";

  private final String url;
  private final String authorization;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
          .readTimeout(Duration.ofMinutes(1))
          .build();

  OkHttpExchange(String baseUrl, String apiKey) {
    this.url = baseUrl + "/orders";
    this.authorization = "Bearer " + apiKey;
  }

  /** Sends the body of an order and returns the body of the response. */
  byte[] post(byte[] body) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create(body, JSON))
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT)
            .header("Authorization", authorization)
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IllegalStateException("HTTP " + response.code());
      }
      return response.body().bytes();
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
