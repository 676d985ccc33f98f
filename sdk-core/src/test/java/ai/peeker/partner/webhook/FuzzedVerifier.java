package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The assertions of the fuzz tests: a verifier returns a webhook that Peeker signed, or throws the
 * documented exception without a secret in it.
 */
final class FuzzedVerifier {
  /** The result of a verification that did not fail. */
  static final String VERIFIED = "VERIFIED";

  static final ReferenceVerifier REFERENCE = new ReferenceVerifier(SignedWebhook.SECRET);

  private static final int LIMIT = 4_096;
  private static final Set<String> SIGNED =
      Set.of(VERIFIED, Reason.MALFORMED_BODY.name(), Reason.EVENT_ID_MISMATCH.name());
  private static final Set<String> EXPIRED = Set.of(Reason.TOO_OLD.name(), Reason.TOO_NEW.name());

  private static final WebhookVerifier WITH_TOLERANCE = builder().build();
  private static final WebhookVerifier OF_ANY_AGE = builder().withoutTolerance().build();

  private FuzzedVerifier() {}

  private static WebhookVerifier.Builder builder() {
    return Verifiers.builderAt(Verifiers.SIGNED_AT)
        .secret("other", Secret.of("whsec_sandbox_9b0d"))
        .secret("live", Secret.of(SignedWebhook.SECRET))
        .maxBodyBytes(LIMIT);
  }

  /** Asserts all that holds for any delivery, and returns its result without a tolerance. */
  static String check(Map<String, List<String>> headers, byte[] body) {
    String result = result(OF_ANY_AGE, headers, body);
    String withTolerance = result(WITH_TOLERANCE, headers, body);
    boolean tooLarge = body.length > LIMIT;
    boolean accepted = REFERENCE.accepts(headers, body);

    assertThat(result.equals(Reason.BODY_TOO_LARGE.name())).isEqualTo(tooLarge);
    assertThat(EXPIRED).doesNotContain(result);
    if (!tooLarge) {
      assertThat(SIGNED.contains(result)).as("%s as %s", headers, result).isEqualTo(accepted);
    }
    assertThat(withTolerance)
        .satisfiesAnyOf(
            same -> assertThat(same).isEqualTo(result),
            expired -> assertThat(EXPIRED).contains(expired));
    checkLimit(headers, body);
    return result;
  }

  private static void checkLimit(Map<String, List<String>> headers, byte[] body) {
    if (body.length > 1) {
      WebhookVerifier smaller = builder().maxBodyBytes(body.length - 1).build();
      assertThat(result(smaller, headers, body)).isEqualTo(Reason.BODY_TOO_LARGE.name());
    }
  }

  /** Asserts that the body is read alike without a signature. */
  static void checkUnverified(byte[] body, String result) {
    try {
      WebhookEvent event = WebhookVerifier.parseUnverified(body);
      assertThat(result).isNotEqualTo(Reason.MALFORMED_BODY.name());
      assertThat(event.toString()).isNotEmpty();
    } catch (WebhookVerificationException e) {
      assertThat(e.reason()).isEqualTo(Reason.MALFORMED_BODY);
      assertThat(result).isIn(Reason.MALFORMED_BODY.name(), Reason.BODY_TOO_LARGE.name());
    }
  }

  private static String result(
      WebhookVerifier verifier, Map<String, List<String>> headers, byte[] body) {
    try {
      checkProperties(verifier.verify(headers, body));
      return VERIFIED;
    } catch (WebhookVerificationException e) {
      checkMessage(e.getMessage(), headers, body);
      return e.reason().name();
    }
  }

  private static void checkMessage(String message, Map<String, List<String>> headers, byte[] body) {
    assertThat(message).hasSizeLessThan(400).doesNotContain(SignedWebhook.SECRET, "9b0d");
    headers.values().stream()
        .flatMap(List::stream)
        .map(id -> REFERENCE.signature(id, SignedWebhook.TIMESTAMP, body))
        .forEach(signature -> assertThat(message).doesNotContain(signature));
  }

  private static void checkProperties(VerifiedWebhook webhook) {
    assertThat(
            Arrays.asList(
                webhook.id(),
                webhook.type(),
                webhook.key(),
                webhook.subject(),
                webhook.createdAt(),
                webhook.environment(),
                webhook.signedAt(),
                webhook.bodyAsString(),
                webhook.event().additionalProperties(),
                webhook.event().toJson()))
        .doesNotContainNull();
    assertThat(webhook.secretLabel()).isEqualTo("live");
  }
}
