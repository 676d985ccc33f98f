package ai.peeker.partner.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page of the API documentation about {@code POST /orders}: its document and examples. */
final class CreateOrderPage {
  static final String REQUEST = "/paths/~1orders/post/requestBody/content/application~1json";
  static final String REJECTED = "/paths/~1orders/post/responses/400/content/application~1json";
  static final String RECEIPT =
      "/components/responses/OrderSummaryResponse/content/application~1json";

  static final List<String> REQUESTS =
      List.of("bundle_order", "existing_user_order", "custom_order");
  static final List<String> ANSWERS = List.of("new_order");
  static final List<String> ERRORS =
      List.of(
          "domain_count_mismatch",
          "domain_already_in_active_order",
          "order_shape_conflict",
          "domains_not_submittable",
          "domain_not_usable_for_provider");

  /**
   * The pointers to the examples in the document of the page, with their schemas in our document.
   */
  private static final Map<String, List<String>> PLACES =
      Map.of(REQUEST, REQUESTS, RECEIPT, ANSWERS, REJECTED, ERRORS);

  private static final Map<String, String> SCHEMAS =
      Map.of(REQUEST, "OrderRequest", RECEIPT, "OrderResponse", REJECTED, "ErrorEnvelope");

  private CreateOrderPage() {}

  /** Returns the document of the page. */
  static JsonNode document() {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(resource("page.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the examples of the page, each with its schema in our document. */
  static List<Example> examples() {
    return List.of(REQUEST, RECEIPT, REJECTED).stream()
        .flatMap(place -> PLACES.getOrDefault(place, List.of()).stream().map(n -> read(place, n)))
        .toList();
  }

  private static Example read(String place, String name) {
    JsonNode json = Models.tree(resource(name + ".json"));
    return new Example(name, "/components/schemas/" + SCHEMAS.get(place), json);
  }

  /** Returns an example from the document of the page. */
  static JsonNode inDocument(String name) {
    String place =
        PLACES.entrySet().stream()
            .filter(each -> each.getValue().contains(name))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return document().at(place + "/examples/" + name + "/value");
  }

  private static String resource(String name) {
    try (InputStream in =
        CreateOrderPage.class.getResourceAsStream("/contract/create-order/" + name)) {
      if (in == null) {
        throw new AssertionError("no test resource contract/create-order/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
