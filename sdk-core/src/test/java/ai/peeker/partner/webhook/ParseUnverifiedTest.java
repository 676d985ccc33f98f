package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.OrderCompletedEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Reading a body without asking who wrote it. */
class ParseUnverifiedTest {
  @ParameterizedTest
  @EnumSource(
      names = {"DOCUMENTED", "UTF_8", "CRLF", "BYTE_ORDER_MARK", "ONE_MEBIBYTE"},
      mode = Mode.INCLUDE)
  void body_ofAWebhook_isReadAsIfItWereVerified(SignedWebhook webhook) {
    assertThat(WebhookVerifier.parseUnverified(webhook.body()))
        .isEqualTo(Verifiers.usual().verify(webhook.headers(), webhook.body()).event());
  }

  @Test
  void body_nestedAsInOlderEvents_isReadLikeTheOthers() {
    String body = SignedBodies.body("order.completed", "{\"order\":{\"id\":\"ord_1\"}}");
    assertThat(WebhookVerifier.parseUnverified(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            OrderCompletedEvent.class, event -> assertThat(event.data().id()).isEqualTo("ord_1"));
  }

  @Test
  void body_ofAShapeThatTheContractDoesNotKnow_isReadWithoutIt() {
    String body = SignedBodies.body("order.completed", "[]").replace("2026-05-08", "yesterday");
    assertThat(WebhookVerifier.parseUnverified(body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            OrderCompletedEvent.class,
            event -> {
              assertThat(event.data().id()).isNull();
              assertThat(event.createdAt()).isEqualTo("1970-01-01T00:00:00Z");
            });
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "EMPTY",
        "LATIN_1",
        "UTF_16",
        "NO_JSON",
        "NO_OBJECT",
        "NO_TYPE",
        "NO_ID_IN_BODY",
        "TWO_IDS_IN_BODY"
      },
      mode = Mode.INCLUDE)
  void body_thatIsNoWebhooks_isMalformed(SignedWebhook webhook) {
    WebhookVerificationException rejection =
        catchThrowableOfType(
            WebhookVerificationException.class,
            () -> WebhookVerifier.parseUnverified(webhook.body()));

    assertThat(rejection.reason()).isEqualTo(Reason.MALFORMED_BODY);
    assertThat(rejection).hasMessageContaining("not a webhook as documented");
  }
}
