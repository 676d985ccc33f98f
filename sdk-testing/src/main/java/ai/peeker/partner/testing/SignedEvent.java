package ai.peeker.partner.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A webhook event with its headers, ready to send. */
record SignedEvent(String id, String type, long timestamp, String signature, String body) {

  /** Creates the event that announces an order's current status. */
  static SignedEvent ofOrder(
      String type, LocalOrder order, String eventId, Instant now, WebhookSigner signer) {
    var json =
        Json.object().put("id", eventId).put("type", type).put("created_at", Json.timestamp(now));
    json.putObject("data").put("id", order.id()).put("status", order.status());
    String body = Json.write(json);
    long timestamp = now.getEpochSecond();
    String signature = signer.sign(timestamp, eventId, body.getBytes(StandardCharsets.UTF_8));
    return new SignedEvent(eventId, type, timestamp, signature, body);
  }
}
