package ai.peeker.partner.webhook;

import ai.peeker.partner.testkit.WebhookSigner;
import java.nio.charset.StandardCharsets;

/** Bodies that the tests write themselves, signed as those of {@link SignedWebhook} are. */
final class SignedBodies {
  static final String CREATED_AT = "2026-05-08T12:00:00Z";

  private static final WebhookSigner SIGNER = new WebhookSigner(SignedWebhook.SECRET);

  private SignedBodies() {}

  static String signature(String id, byte[] body) {
    return SIGNER.sign(Verifiers.SIGNED_AT.getEpochSecond(), id, body);
  }

  /** The event {@code evt_1} of this type and data. */
  static VerifiedWebhook verified(String type, String data) {
    return verified(body(type, data));
  }

  static String body(String type, String data) {
    return "{\"id\":\"evt_1\",\"type\":\""
        + type
        + "\",\"created_at\":\""
        + CREATED_AT
        + "\",\"data\":"
        + data
        + "}";
  }

  /** The event {@code evt_1} of this body. */
  static VerifiedWebhook verified(String body) {
    return verified(Verifiers.usual(), body);
  }

  static VerifiedWebhook verified(WebhookVerifier verifier, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return verifier.verify(
        SignedWebhook.headers("evt_1", SignedWebhook.TIMESTAMP, signature("evt_1", bytes)), bytes);
  }
}
