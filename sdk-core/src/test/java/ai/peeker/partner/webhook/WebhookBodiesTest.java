package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.testkit.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signed bodies of every type, right and wrong: each is an event or rejected with one reason. */
class WebhookBodiesTest {
  private static final WebhookSigner SIGNER = new WebhookSigner(SignedWebhook.SECRET);

  @Test
  void body_ofAnyTypeWithTheLeastData_isTyped() {
    assertThat(WebhookEventType.knownValues()).hasSize(18);
    for (WebhookEventType type : WebhookEventType.knownValues()) {
      VerifiedWebhook verified =
          verify(body(type.value(), "\"2026-05-08T12:00:00Z\"", "{\"id\":\"x_1\",\"new\":[1]}"));
      assertThat(verified.event().getClass().getSimpleName())
          .as(type.value())
          .endsWith("Event")
          .isEqualToIgnoringCase(type.value().replaceAll("[._]", "") + "Event");
    }
  }

  @Test
  void body_withAnyValueInAnyPlace_isAnEventOrRejected() {
    List<String> values =
        List.of(
            "null",
            "true",
            "7",
            "1e400",
            "\"\"",
            "\"x\"",
            "[]",
            "[null]",
            "{}",
            "{\"id\":7}",
            "{\"id\":null,\"status\":{}}",
            "[".repeat(900) + "]".repeat(900));
    for (WebhookEventType type : WebhookEventType.knownValues()) {
      for (String value : values) {
        assertEventOrRejected(body(type.value(), "\"2026-05-08T12:00:00Z\"", value));
        assertEventOrRejected(body(type.value(), value, "{}"));
      }
    }
    assertEventOrRejected("[".repeat(100_000));
    assertEventOrRejected("9".repeat(100_000));
  }

  private static void assertEventOrRejected(String body) {
    Throwable thrown = catchThrowable(() -> verify(body));
    if (thrown != null) {
      assertThat(thrown)
          .as(body.substring(0, Math.min(200, body.length())))
          .isInstanceOfSatisfying(
              WebhookVerificationException.class,
              rejection ->
                  assertThat(rejection.reason())
                      .isEqualTo(WebhookVerificationException.Reason.MALFORMED_BODY));
    }
  }

  private static VerifiedWebhook verify(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = SIGNER.sign(Verifiers.SIGNED_AT.getEpochSecond(), "evt_1", bytes);
    return Verifiers.usual()
        .verify(SignedWebhook.headers("evt_1", SignedWebhook.TIMESTAMP, signature), bytes);
  }

  private static String body(String type, String createdAt, String data) {
    return "{\"id\":\"evt_1\",\"type\":\""
        + type
        + "\",\"created_at\":"
        + createdAt
        + ",\"data\":"
        + data
        + "}";
  }
}
