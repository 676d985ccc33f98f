package ai.peeker.partner;

import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.Persona;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Orders as the API's own page shows them, and other things that many tests need. */
public final class Samples {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Samples() {}

  /** The page's example "Bundle order", built. */
  public static BundleOrder bundleOrder() {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(sequencer())
        .domains(domains(10))
        .personas(sam(""))
        .build();
  }

  /** The page's example "Order for an existing user", built. */
  public static BundleOrder existingUserOrder() {
    return BundleOrder.builder()
        .user("usr_01HZX0C6Z3K4M5N6P7Q8R9S0")
        .bundle("bun_123")
        .sequencer(sequencer())
        .domains(domains(10))
        .personas(sam(""))
        .build();
  }

  /** The page's example "Custom order", built. */
  public static CustomOrder customOrder() {
    return customOrder(12);
  }

  /** The page's custom order, which needs 12 domains, with another number of them. */
  public static CustomOrder customOrder(int domains) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(20, GoogleDensity.TWO)
        .microsoft(2, MicrosoftDensity.FIFTY)
        .sequencer(sequencer())
        .domains(domains(domains))
        .persona("Sam", "Lee")
        .build();
  }

  /** An order by the name of the page's example. */
  public static Order order(String example) {
    return switch (example) {
      case "bundle_order" -> bundleOrder();
      case "existing_user_order" -> existingUserOrder();
      case "custom_order" -> customOrder();
      default -> throw new IllegalArgumentException(example);
    };
  }

  public static Sequencer sequencer() {
    return Smartlead.client(366903, "smartlead-login@example.com", Secret.of("secret-password"));
  }

  public static Persona sam(String picture) {
    return Persona.builder().firstName("Sam").lastName("Lee").profilePictureUrl(picture).build();
  }

  /** {@code domain-01.com} and so on. */
  public static List<String> domains(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> String.format(Locale.ROOT, "domain-%02d.com", i))
        .toList();
  }

  /** The bundle of the page's bundle order, which needs as many domains as given. */
  public static Bundle bundle(int requiredDomains) {
    return Bundle.fromJson(
        Map.of(
            "id",
            "bun_123",
            "name",
            "Starter",
            "status",
            "active",
            "monthly_volume",
            10000,
            "created_at",
            "2026-05-08T12:00:00Z",
            "required_domains",
            Map.of("google", requiredDomains, "microsoft", 0, "total", requiredDomains)));
  }

  /** An example of the API's own page, as literal JSON text. */
  public static String page(String example) {
    try (InputStream in =
        Samples.class.getResourceAsStream("/contract/create-order/" + example + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An example of the page with some members put in, or taken out where the value is null. */
  public static String page(String example, Map<String, String> changes) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(page(example));
      for (Map.Entry<String, String> change : changes.entrySet()) {
        if (change.getValue().isEmpty()) {
          tree.remove(change.getKey());
        } else {
          tree.set(change.getKey(), JSON.readTree(change.getValue()));
        }
      }
      return tree.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A request model out of JSON, past the SDK's own parser. */
  public static OrderRequest request(String json) {
    return OrderRequest.fromJson(JSON.convertValue(tree(json), Object.class));
  }
}
