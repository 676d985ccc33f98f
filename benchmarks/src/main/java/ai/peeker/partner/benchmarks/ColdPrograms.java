package ai.peeker.partner.benchmarks;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.benchmarks.Records.OrderEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short programs: each does one thing in a JVM that has just started, and prints the id that came
 * of it. Without lambdas and streams, which would cost all of them the same.
 */
final class ColdPrograms {
  private ColdPrograms() {}

  /** Places an order with the SDK. Argument: the base URL. */
  static final class SdkOrder {
    private SdkOrder() {}

    public static void main(String[] arguments) {
      try (PeekerClient client =
          PeekerClient.builder().apiKey(SampleOrder.API_KEY).baseUrl(arguments[0]).build()) {
        System.out.println(client.orders().create(SdkOrders.order()).id());
      }
    }
  }

  /** Places an order with OkHttp and Jackson's tree. Argument: the base URL. */
  static final class TreeOrder {
    private TreeOrder() {}

    public static void main(String[] arguments) throws IOException {
      ObjectMapper mapper = new ObjectMapper();
      try (OkHttpExchange exchange = new OkHttpExchange(arguments[0], SampleOrder.API_KEY)) {
        byte[] response = exchange.post(mapper.writeValueAsBytes(order(mapper)));
        System.out.println(mapper.readTree(response).get("data").get("id").asText());
      }
    }

    private static ObjectNode order(ObjectMapper mapper) {
      ObjectNode order = mapper.createObjectNode();
      order.put("user", SampleOrder.USER);
      ObjectNode sequencer = order.putObject("sequencer");
      sequencer.put("provider", "smartlead");
      sequencer.put("client_id", SampleOrder.CLIENT_ID);
      sequencer.put("login_email", SampleOrder.LOGIN_EMAIL);
      sequencer.put("login_password", SampleOrder.LOGIN_PASSWORD);
      order.put("google_licenses", 20).put("google_inboxes_per_domain", 2);
      order.put("microsoft_licenses", 2).put("microsoft_inboxes_per_domain", 50);
      ArrayNode domains = order.putArray("domains");
      for (String domain : SampleOrder.DOMAINS) {
        domains.add(domain);
      }
      ObjectNode persona = order.putArray("personas").addObject();
      persona.put("first_name", "Sam").put("last_name", "Lee").putNull("profile_picture_url");
      return order;
    }
  }

  /** Places an order with OkHttp and Jackson on records. Argument: the base URL. */
  static final class RecordsOrder {
    private RecordsOrder() {}

    public static void main(String[] arguments) {
      try (HandWrittenClient client = new HandWrittenClient(arguments[0], SampleOrder.API_KEY)) {
        System.out.println(client.create(SampleOrder.forHandWritten()).id());
      }
    }
  }

  /** Verifies and reads an event with the SDK. Arguments: its signature and its file. */
  static final class SdkWebhook {
    private SdkWebhook() {}

    public static void main(String[] arguments) throws IOException {
      Map<String, List<String>> headers =
          Map.of(
              "Peeker-Timestamp", List.of(Long.toString(SignedEvent.TIMESTAMP)),
              "Peeker-Event-Id", List.of(SignedEvent.ID),
              "Peeker-Signature", List.of(arguments[0]));
      WebhookVerifier verifier =
          WebhookVerifier.builder()
              .secret("live", Secret.of(SignedEvent.SECRET))
              .clock(Clock.fixed(Instant.ofEpochSecond(SignedEvent.TIMESTAMP), ZoneOffset.UTC))
              .build();
      VerifiedWebhook webhook = verifier.verify(headers, Files.readAllBytes(Path.of(arguments[1])));
      System.out.println(webhook.id());
    }
  }

  /** Verifies and reads an event with the JDK and Jackson's tree. Arguments: likewise. */
  static final class TreeWebhook {
    private TreeWebhook() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
      byte[] body = verifiedBody(arguments);
      JsonNode event = new ObjectMapper().readTree(body);
      System.out.println(event.get("id").asText());
    }
  }

  /** Verifies and reads an event with the JDK and Jackson on records. Arguments: likewise. */
  static final class RecordsWebhook {
    private RecordsWebhook() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
      byte[] body = verifiedBody(arguments);
      System.out.println(Records.mapper().readValue(body, OrderEvent.class).id());
    }
  }

  private static byte[] verifiedBody(String[] arguments)
      throws IOException, GeneralSecurityException {
    byte[] body = Files.readAllBytes(Path.of(arguments[1]));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(utf8(SignedEvent.SECRET), "HmacSHA256"));
    mac.update(utf8(Long.toString(SignedEvent.TIMESTAMP).concat(".").concat(SignedEvent.ID)));
    mac.update((byte) '.');
    byte[] signature = HexFormat.of().parseHex(arguments[0].substring("v1=".length()));
    if (!MessageDigest.isEqual(mac.doFinal(body), signature)) {
      throw new IllegalStateException("The signature does not match.");
    }
    return body;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
