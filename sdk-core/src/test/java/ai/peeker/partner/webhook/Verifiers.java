package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Verifiers whose clock is fixed at the time at which {@link SignedWebhook}s are signed. */
final class Verifiers {
  static final Instant SIGNED_AT = Instant.parse("2026-05-08T12:00:00Z");

  private Verifiers() {}

  static WebhookVerifier of(String secret) {
    return builderAt(SIGNED_AT).secret("live", Secret.of(secret)).build();
  }

  static WebhookVerifier usual() {
    return of(SignedWebhook.SECRET);
  }

  static WebhookVerifier.Builder builderAt(Instant now) {
    return WebhookVerifier.builder().clock(Clock.fixed(now, ZoneOffset.UTC));
  }

  static WebhookVerificationException rejection(
      WebhookVerifier verifier, Map<String, ? extends List<String>> headers, byte[] body) {
    WebhookVerificationException rejection =
        catchThrowableOfType(
            WebhookVerificationException.class, () -> verifier.verify(headers, body));
    if (rejection == null) {
      throw new AssertionError("The webhook was verified: " + headers);
    }
    return rejection;
  }

  static Reason reason(Map<String, ? extends List<String>> headers, byte[] body) {
    return rejection(usual(), headers, body).reason();
  }
}
