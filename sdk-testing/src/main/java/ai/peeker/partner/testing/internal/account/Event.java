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
public record Event(String id, WebhookEventType type, Instant createdAt, JsonNode data) {}
