package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that were signed some time ago, and are delivered again without a new signature. */
class WebhookAgeTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;
  private static final long DAY = 86_400;

  private final List<String> handled = new ArrayList<>();
  private final List<String> reported = new ArrayList<>();

  private WebhookHandler handlerAt(long age, UnaryOperator<WebhookVerifier.Builder> settings) {
    WebhookVerifier.Builder verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT.plusSeconds(age))
            .secret("live", Secret.of(SignedWebhook.SECRET));
    return WebhookHandler.builder(settings.apply(verifier).build())
        .executor(Runnable::run)
        .onFailure(
            (webhook, failure) ->
                reported.add(
                    webhook.id() + " " + ((WebhookVerificationException) failure).reason()))
        .fallback((event, context) -> handled.add(context.webhook().id()))
        .build();
  }

  private static WebhookResult deliver(WebhookHandler handler) {
    return handler.handle(WEBHOOK.headers(), WEBHOOK.body());
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 301, 1_800, DAY / 2, DAY, DAY + 300})
  void delivery_upToADayAfterItsSignature_isHandledOnce(long age) {
    WebhookHandler handler = handlerAt(age, UnaryOperator.identity());

    assertThat(deliver(handler).kind()).isEqualTo(Kind.HANDLED);
    assertThat(deliver(handler).kind()).as("a replay").isEqualTo(Kind.DUPLICATE);
    assertThat(handled).containsExactly(WEBHOOK.id());
    assertThat(reported).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"86701, TOO_OLD", "9000000, TOO_OLD", "-301, TOO_NEW", "-90000, TOO_NEW"})
  void delivery_signedOutOfTolerance_isRejectedAndReportedWithItsEvent(long age, Reason reason) {
    WebhookResult result = deliver(handlerAt(age, UnaryOperator.identity()));

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
    assertThat(result.webhook()).map(VerifiedWebhook::id).contains(WEBHOOK.id());
    assertThat(result.toString()).contains(WEBHOOK.id(), reason.name());
    assertThat(reported).containsExactly(WEBHOOK.id() + " " + reason);
    assertThat(handled).isEmpty();
  }

  @Test
  void tolerance_set_holdsForTheHandlerInBothDirections() {
    UnaryOperator<WebhookVerifier.Builder> minute = each -> each.tolerance(Duration.ofMinutes(1));

    assertThat(deliver(handlerAt(60, minute)).status()).isEqualTo(200);
    assertThat(deliver(handlerAt(61, minute)).status()).isEqualTo(400);
    assertThat(deliver(handlerAt(-61, minute)).status()).isEqualTo(400);
    assertThat(reported).containsExactly(WEBHOOK.id() + " TOO_OLD", WEBHOOK.id() + " TOO_NEW");
  }

  @Test
  void tolerance_switchedOff_acceptsAnyAge() {
    assertThat(deliver(handlerAt(900 * DAY, WebhookVerifier.Builder::withoutTolerance)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {301, 10 * DAY, -301})
  void forgery_ofAnyAge_isAWrongSignatureAndNotReported(long age) {
    WebhookHandler handler = handlerAt(age, UnaryOperator.identity());
    byte[] body = SignedBodies.body("order.completed", "{}").getBytes(StandardCharsets.UTF_8);

    WebhookResult result = handler.handle(WEBHOOK.headers(), body);

    assertThat(result.failure())
        .get()
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_SIGNATURE));
    assertThat(result.webhook()).isEmpty();
    assertThat(reported).isEmpty();
  }
}
