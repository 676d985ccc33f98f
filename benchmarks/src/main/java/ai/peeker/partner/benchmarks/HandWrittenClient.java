package ai.peeker.partner.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Places orders without the SDK, as a developer would write it: a synchronous OkHttp call and
 * Jackson's {@code ObjectMapper} on records. No retries, no rate limit, no checks.
 */
final class HandWrittenClient implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  // like the SDK's pool, so that both reuse connections equally often
  private static final int IDLE_CONNECTIONS = 5;
  private static final int IDLE_SECONDS = 4;

  private static final String USER_AGENT = // as long as the one of the SDK
      "handwritten-http-client/0.1.0-SNAPSHOT (Java " + System.getProperty("java.version") + ")";

  private final String url;
  private final String apiKey;
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
          .readTimeout(Duration.ofMinutes(1))
          .build();

  HandWrittenClient(String baseUrl, String apiKey) {
    this.url = baseUrl + "/orders";
    this.apiKey = apiKey;
  }

  /** An order for licenses, as the API wants it. */
  record NewOrder(
      String user,
      Sequencer sequencer,
      int googleLicenses,
      int googleInboxesPerDomain,
      int microsoftLicenses,
      int microsoftInboxesPerDomain,
      List<String> domains,
      List<Persona> personas) {}

  /** Where the inboxes are connected to. */
  record Sequencer(String provider, int clientId, String loginEmail, String loginPassword) {}

  /** A name for inboxes. */
  record Persona(String firstName, String lastName, @Nullable String profilePictureUrl) {}

  /** A placed order. */
  record PlacedOrder(
      String id,
      String userId,
      String email,
      @Nullable String bundleId,
      String status,
      int domainCount,
      Costs costs,
      OffsetDateTime renewsAt,
      OffsetDateTime createdAt) {}

  /** The price of an order. */
  record Costs(long totalCents, String currency) {}

  private record Envelope(PlacedOrder data) {}

  /** Places an order. */
  PlacedOrder create(NewOrder order) {
    try (Response response = client.newCall(request(order)).execute()) {
      if (!response.isSuccessful()) {
        throw new IllegalStateException("HTTP " + response.code());
      }
      return mapper.readValue(response.body().bytes(), Envelope.class).data();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Request request(NewOrder order) throws IOException {
    return new Request.Builder()
        .url(url)
        .post(RequestBody.create(mapper.writeValueAsBytes(order), JSON))
        .header("Accept", "application/json")
        .header("User-Agent", USER_AGENT)
        .header("Authorization", "Bearer " + apiKey)
        .build();
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
