package ai.peeker.partner.testing;

import ai.peeker.partner.contract.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The contract's examples of the order page, requests made from them, and expected responses. */
final class Fixtures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Fixtures() {}

  static ObjectNode bundleOrder() {
    return (ObjectNode) parse(orderPage("bundle_order"));
  }

  static ObjectNode existingUserOrder() {
    return (ObjectNode) parse(orderPage("existing_user_order"));
  }

  static ObjectNode customOrder() {
    return (ObjectNode) parse(orderPage("custom_order"));
  }

  static ObjectNode bundleOrder(String... domains) {
    ObjectNode order = bundleOrder();
    ArrayNode array = order.putArray("domains");
    for (String domain : domains) {
      array.add(domain);
    }
    return order;
  }

  static ObjectNode sequencer(ObjectNode order) {
    return (ObjectNode) order.path("sequencer");
  }

  static ObjectNode persona(ObjectNode order) {
    return (ObjectNode) order.path("personas").path(0);
  }

  static ArrayNode domains(ObjectNode order) {
    return (ArrayNode) order.path("domains");
  }

  /** Returns an example of the order page, literally. */
  static String orderPage(String name) {
    return resource("contract/create-order/" + name + ".json");
  }

  /** Returns an expected response body that is not an example of the order page. */
  static String response(String name) {
    return resource("responses/" + name + ".json");
  }

  /** Returns the contract's example of a 429. */
  static String rateLimited() {
    return Contract.at(
            "/components/responses/RateLimited/content/application~1json"
                + "/examples/rate_limited/value")
        .toString();
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException notJson) {
      throw new UncheckedIOException(json, notJson);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
