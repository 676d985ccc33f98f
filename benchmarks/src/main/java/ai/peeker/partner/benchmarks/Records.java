package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.Persona;
import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The responses and events of the API as records, as a developer would write them for Jackson. */
final class Records {
  private Records() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build();
  }

  /** A page of orders. */
  record OrderPage(List<PlacedOrder> data, Links links, Meta meta) {}

  /** A page of domains. */
  record DomainPage(List<Domain> data, Links links, Meta meta) {}

  /** A domain; one of the inventory lacks an order. */
  record Domain(
      String id,
      String domain,
      String category,
      String status,
      @Nullable String provider,
      @Nullable String userId,
      @Nullable String orderId,
      List<String> usableFor,
      @Nullable String forwardingUrl,
      OffsetDateTime createdAt) {}

  /** Where the pages are. */
  record Links(String first, @Nullable String next) {}

  /** The size of a page. */
  record Meta(String path, int perPage, int returned) {}

  /** An event of an order. */
  record OrderEvent(String id, String type, OffsetDateTime createdAt, CompletedOrder data) {}

  /** The order of an event. */
  record CompletedOrder(
      String id,
      String userId,
      String email,
      @Nullable String bundleId,
      String status,
      int domainCount,
      ItemizedCosts costs,
      Domains domains,
      List<Persona> personas,
      OffsetDateTime renewsAt,
      OffsetDateTime createdAt) {}

  /** The price of an order, itemized. */
  record ItemizedCosts(long totalCents, String currency, List<LineItem> lineItems) {}

  /** One item of a price. */
  record LineItem(String type, int quantity, long amountCents) {}

  /** The domains of an order. */
  record Domains(List<String> registered, List<String> imported) {}
}
