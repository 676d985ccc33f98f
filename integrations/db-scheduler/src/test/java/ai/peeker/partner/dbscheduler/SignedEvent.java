package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.testing.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An event as Peeker delivers it. */
record SignedEvent(String id, String type, String subject, Instant createdAt) {
  static final String SECRET = "whsec_test";

  static SignedEvent of(String id, String type, String subject) {
    return new SignedEvent(id, type, subject, Instant.now().minusSeconds(60));
  }

  byte[] body() {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"created_at\":\"%s\",\"data\":{\"id\":\"%s\"}}"
        .formatted(id, type, createdAt, subject)
        .getBytes(StandardCharsets.UTF_8);
  }

  Map<String, List<String>> headers() {
    return headersOf(Instant.now());
  }

  Map<String, List<String>> headersOf(Instant signedAt) {
    return new WebhookSigner(SECRET).headers(signedAt.getEpochSecond(), id, body());
  }
}
