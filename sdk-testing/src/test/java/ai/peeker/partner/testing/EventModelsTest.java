package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.PendingActionReason;
import ai.peeker.partner.model.WebhookEventType;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads one event of each type by the SDK's models and by the contract. */
class EventModelsTest {
  private static final Map<String, JsonNode> EVENTS = new HashMap<>();
  private static Scene scene;

  @BeforeAll
  static void causeEvents() throws Exception {
    scene = Scene.start();
    try (EventReceiver events = EventReceiver.of(scene.peeker)) {
      orders();
      importsAndForwarding();
      swaps();
      while (EVENTS.size() < WebhookEventType.knownValues().size()) {
        JsonNode event = events.next();
        EVENTS.put(event.path("type").asText(), event);
      }
    }
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  static Stream<String> types() {
    return WebhookEventType.knownValues().stream().map(WebhookEventType::value);
  }

  @ParameterizedTest
  @MethodSource("types")
  void event_ofEachType_isReadWithoutProblems(String type) {
    assertThat(EventReceiver.read(EVENTS.get(type)).problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void event_ofEachType_conformsToTheContract(String type) {
    assertThat(Contract.webhookErrors(type, EVENTS.get(type).toString())).isEmpty();
  }

  @Test
  void types_areTheDocumented18() {
    assertThat(EVENTS).hasSize(18);
  }

  private static void orders() throws Exception {
    String order = scene.google("a.com", "b.com");
    scene.peeker.orders().requireAction(order, PendingActionReason.UPDATE_NAMESERVERS);
    scene.peeker.orders().complete(order);
    scene.peeker.orders().fail(scene.google("c.com"));
    String cancelled = scene.completed(Scene.googleBody("d.com"));
    scene.post("/orders/" + cancelled + "/cancel", "");
    scene.advance(Duration.ofDays(31));
  }

  private static void importsAndForwarding() throws Exception {
    for (String name : new String[] {"one.com", "two.com", "three.com"}) {
      scene.post("/domains/import", "{\"domains\":[\"" + name + "\"]}");
    }
    LocalImports imports = scene.peeker.imports();
    imports.complete(imports.all().get(0).id());
    imports.fail(imports.all().get(1).id());
    imports.requireAction(imports.all().get(2).id());
    for (String name : new String[] {"a.com", "b.com"}) {
      scene.post(
          "/domains/forwarding",
          "{\"domains\":[\"" + name + "\"],\"forwarding_url\":\"https://acme.com\"}");
    }
    LocalForwarding forwarding = scene.peeker.forwarding();
    forwarding.complete(forwarding.all().get(0).id());
    forwarding.fail(forwarding.all().get(1).id(), ForwardingFailureReason.DNS_LOOKUP_FAILED);
  }

  private static void swaps() throws Exception {
    String swap = scene.swapId("standard", scene.domainId("a.com"), "new.com");
    scene.advance(Duration.ofMinutes(1));
    scene.peeker.swaps().requireAction(swap);
    scene.peeker.swaps().complete(swap);
    scene.peeker.swaps().fail(scene.swapId("standard", scene.domainId("b.com"), "newer.com"));
  }
}
