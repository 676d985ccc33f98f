package ai.peeker.partner.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places orders without the SDK, as a developer would write it: a synchronous OkHttp call and
 * Jackson's {@code ObjectMapper} on records. No retries, no rate limit, no checks.
 */
final class HandWrittenClient implements AutoCloseable {
  private final ObjectMapper mapper = Records.mapper();
  private final OkHttpExchange exchange;

  HandWrittenClient(String baseUrl, String apiKey) {
    this.exchange = new OkHttpExchange(baseUrl, apiKey);
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

  /** A response with one order. */
  record Envelope(PlacedOrder data) {}

  /** Places an order. */
  PlacedOrder create(NewOrder order) {
    try {
      byte[] response = exchange.post(mapper.writeValueAsBytes(order));
      return mapper.readValue(response, Envelope.class).data();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    exchange.close();
  }
}
