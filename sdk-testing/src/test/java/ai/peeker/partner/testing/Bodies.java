package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The order page's literal request examples, and trees made from them. */
final class Bodies {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Bodies() {}

  static ObjectNode bundleOrder() {
    return (ObjectNode) parse(resource("contract/bundle_order.json"));
  }

  static ObjectNode existingUserOrder() {
    return (ObjectNode) parse(resource("contract/existing_user_order.json"));
  }

  static ObjectNode customOrder() {
    return (ObjectNode) parse(resource("contract/custom_order.json"));
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

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException notJson) {
      throw new UncheckedIOException(json, notJson);
    }
  }

  static String resource(String name) {
    try (InputStream in = Bodies.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }
}
