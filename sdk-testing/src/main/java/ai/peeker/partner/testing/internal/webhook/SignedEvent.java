package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import ai.peeker.partner.testing.internal.http.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A webhook event with its headers, ready to send. */
public record SignedEvent(String id, String type, long timestamp, String signature, String body) {

  /** Creates the webhook of an event. */
  static SignedEvent of(Event event, Instant now, Signature signature) {
    ObjectNode json = Json.object();
    json.put("id", event.id()).put("type", event.type().value());
    json.put("created_at", Json.timestamp(event.createdAt())).set("data", event.data());
    String body = Json.write(json);
    long timestamp = now.getEpochSecond();
    String signed = signature.sign(timestamp, event.id(), body.getBytes(StandardCharsets.UTF_8));
    return new SignedEvent(event.id(), event.type().value(), timestamp, signed, body);
  }
}
