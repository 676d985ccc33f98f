package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testing.internal.contract.Contract;
import com.fasterxml.jackson.databind.JsonNode;

/** The data of the contract's example of each event. */
public final class EventExamples {
  private EventExamples() {}

  /** Returns the type with this name, or throws if the contract has none. */
  public static WebhookEventType requireKnown(String type) {
    WebhookEventType known = WebhookEventType.of(type);
    if (!known.isKnown()) {
      throw new IllegalArgumentException(
          "type is not an event type of the API: "
              + type
              + " (expected one of "
              + WebhookEventType.knownValues()
              + "). To send another type, script property(\"type\", …).");
    }
    return known;
  }

  /** Returns a copy of the data of the example. */
  public static JsonNode data(WebhookEventType type) {
    return Contract.get().webhookExample(type.value()).path("data").deepCopy();
  }
}
