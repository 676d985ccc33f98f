package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events sent by hand. */
class WebhookSendTest {
  private final MockWebServer receiver = new MockWebServer();
  private final LocalPeeker peeker =
      LocalPeeker.builder().clock(StartClock.fixed()).webhookSecret("local-secret").start();
  private final Webhooks webhooks = peeker.webhooks();

  @BeforeEach
  void start() throws Exception {
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    receiver.start();
    webhooks.sendTo(URI.create("http://127.0.0.1:" + receiver.getPort() + "/"));
  }

  @AfterEach
  void stop() {
    peeker.close();
    receiver.close();
  }

  static List<WebhookEventType> types() {
    return WebhookEventType.knownValues();
  }

  @ParameterizedTest
  @MethodSource("types")
  void send_eachType_isTheContractsExampleSignedAndValid(WebhookEventType type) throws Exception {
    webhooks.send(type.value());

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    JsonNode body = Fixtures.parse(event.getBody().utf8());
    String pointer = "/webhooks/" + type.value() + "/post/requestBody/content/application~1json";
    assertThat(body.path("data")).isEqualTo(Contract.at(pointer + "/examples/event/value/data"));
    assertThat(body.path("created_at").asText()).isEqualTo("2026-05-08T12:00:00Z");
    assertThat(verify(event)).isEqualTo(type.value());
  }

  @Test
  void send_unknownType_namesTheTypes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> webhooks.send("order.created"))
        .withMessageContaining("order.created")
        .withMessageContaining("order.in_progress");
  }

  @Test
  void send_ownData_isSent() throws Exception {
    webhooks.send("order.completed", "{\"id\":\"ord_9\",\"status\":\"completed\"}");

    JsonNode body = Fixtures.parse(receiver.takeRequest(10, TimeUnit.SECONDS).getBody().utf8());
    assertThat(body.at("/data/id").asText()).isEqualTo("ord_9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{"})
  void send_dataThatIsNotAnObject_isRejected(String data) {
    assertThatIllegalArgumentException().isThrownBy(() -> webhooks.send("order.completed", data));
  }

  private static String verify(RecordedRequest event) {
    return WebhookVerifier.builder()
        .secret("test", Secret.of("local-secret"))
        .clock(StartClock.fixed())
        .build()
        .verify(event.getHeaders().toMultimap(), event.getBody().toByteArray())
        .type();
  }
}
