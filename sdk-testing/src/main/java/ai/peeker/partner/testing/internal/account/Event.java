package ai.peeker.partner.testing.internal.account;

import ai.peeker.partner.model.WebhookEventType;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A change of state that webhooks report.
 *
 * @param id the event id, {@code evt_…}
 * @param data the {@code data} of the webhook's body
 */
public record Event(String id, WebhookEventType type, Instant createdAt, JsonNode data) {
  /** Returns the id of the record that the event reports, or an empty string. */
  public String recordId() {
    return data.path("id").asText();
  }

  /** Returns a string for messages, such as {@code order.completed about ord_1}. */
  public String summary() {
    return type.value() + (recordId().isEmpty() ? "" : " about " + recordId());
  }
}
