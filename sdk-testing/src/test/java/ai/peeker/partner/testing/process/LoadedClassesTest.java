package ai.peeker.partner.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that has just started: Jackson's databind, which is on the class path here, would cost it
 * some hundred milliseconds.
 */
@Timeout(120)
class LoadedClassesTest {
  private static final String DATABIND = "com.fasterxml.jackson.databind.";
  private static final String SECRET = "whsec_9f3a";
  private static final String EVENT =
      """
      {"id":"evt_1","type":"order.completed","created_at":"2026-05-08T12:00:00Z",\
      "data":{"id":"ord_1","status":"completed","domain_count":2}}\
      """;

  @TempDir private Path folder;

  @Test
  void firstOrder_loadsNoDatabind() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      List<String> loaded =
          loadedBy(PlacesAnOrder.class, peeker.baseUrl().toString(), peeker.apiKey());

      assertThat(loaded).contains("ai.peeker.partner.model.OrderSummary");
      assertThat(loaded).noneMatch(name -> name.startsWith(DATABIND));
    }
  }

  @Test
  void firstWebhook_loadsNoDatabind() throws Exception {
    long now = Instant.now().getEpochSecond();
    byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
    String signature = new WebhookSigner(SECRET).sign(now, "evt_1", body);

    List<String> loaded = loadedBy(VerifiesAWebhook.class, Long.toString(now), signature);

    assertThat(loaded).contains("ai.peeker.partner.model.OrderCompletedEvent");
    assertThat(loaded).noneMatch(name -> name.startsWith(DATABIND));
  }

  /** Runs a program in another JVM and returns the names of the classes that it loaded. */
  private List<String> loadedBy(Class<?> program, String... arguments) throws Exception {
    Class.forName(DATABIND + "ObjectMapper"); // it could be loaded
    Path log = folder.resolve("classes.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  /** Places an order. Arguments: the base URL and the API key. */
  static final class PlacesAnOrder {
    private PlacesAnOrder() {}

    public static void main(String[] arguments) {
      CustomOrder order =
          CustomOrder.builder()
              .user("client@example.com")
              .microsoft(2, MicrosoftDensity.FIFTY)
              .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
              .domains(List.of("acme-mail.com", "acme-post.com"))
              .persona("Sam", "Lee")
              .build();
      try (PeekerClient client =
          PeekerClient.builder().apiKey(arguments[1]).baseUrl(arguments[0]).build()) {
        client.orders().create(order);
      }
    }
  }

  /** Verifies and reads a webhook. Arguments: its time and its signature. */
  static final class VerifiesAWebhook {
    private VerifiesAWebhook() {}

    public static void main(String[] arguments) {
      WebhookVerifier.builder()
          .secret("live", Secret.of(SECRET))
          .build()
          .verify(
              Map.of(
                  "Peeker-Timestamp", List.of(arguments[0]),
                  "Peeker-Event-Id", List.of("evt_1"),
                  "Peeker-Signature", List.of(arguments[1])),
              EVENT.getBytes(StandardCharsets.UTF_8));
    }
  }
}
