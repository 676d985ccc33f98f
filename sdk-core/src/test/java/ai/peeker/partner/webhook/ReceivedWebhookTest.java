package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries that are stored in an inbox, and not handled. */
class ReceivedWebhookTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;
  private static final long DAY = 86_400;

  private final List<String> stored = new ArrayList<>();
  private final List<String> handled = new ArrayList<>();
  private final List<Throwable> reported = new ArrayList<>();
  private final List<Kind> results = new ArrayList<>();

  private WebhookHandler handlerAt(long age) {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT.plusSeconds(age))
            .secret("live", Secret.of(SignedWebhook.SECRET))
            .build();
    return WebhookHandler.builder(verifier)
        .onFailure((webhook, failure) -> reported.add(failure))
        .listener(
            new WebhookListener() {
              @Override
              public void onResult(WebhookResult result) {
                results.add(result.kind());
              }
            })
        .fallback((event, context) -> handled.add(context.webhook().id()))
        .build();
  }

  private WebhookResult receive(WebhookHandler handler, WebhookHandler.Inbox inbox) {
    return handler.receive(WEBHOOK.headers(), WEBHOOK.body(), inbox);
  }

  private boolean store(VerifiedWebhook webhook) {
    return stored.add(webhook.id());
  }

  @Test
  void delivery_isStoredAndNotHandled() {
    WebhookResult result = receive(handlerAt(0), this::store);

    assertThat(result.kind()).isEqualTo(Kind.STORED);
    assertThat(result.status()).isEqualTo(200);
    assertThat(stored).containsExactly(WEBHOOK.id());
    assertThat(handled).isEmpty();
    assertThat(results).containsExactly(Kind.STORED);
  }

  @Test
  void delivery_thatTheInboxKnows_isADuplicate() {
    WebhookResult result = receive(handlerAt(0), webhook -> false);

    assertThat(result.kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void delivery_thatCannotBeStored_isToBeDeliveredAgain() {
    IOException away = new IOException("no connection");

    WebhookResult result =
        receive(
            handlerAt(0),
            webhook -> {
              throw away;
            });

    assertThat(result.status()).isEqualTo(500);
    assertThat(result.failure()).contains(away);
    assertThat(reported).containsExactly(away);
  }

  @Test
  void delivery_whoseStorageIsInterrupted_leavesTheThreadInterrupted() {
    WebhookResult result =
        receive(
            handlerAt(0),
            webhook -> {
              throw new InterruptedException();
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void delivery_signedADayAgo_isStored() {
    assertThat(receive(handlerAt(DAY + 300), this::store).kind()).isEqualTo(Kind.STORED);
  }

  @Test
  void delivery_signedTooLongAgo_isRejectedAndReported() {
    WebhookResult result = receive(handlerAt(DAY + 301), this::store);

    assertThat(result.status()).isEqualTo(400);
    assertThat(stored).isEmpty();
    assertThat(reported).hasSize(1).first().isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void delivery_withAForgedBody_isNotStored() {
    WebhookResult result = handlerAt(0).receive(WEBHOOK.headers(), new byte[1], this::store);

    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
    assertThat(stored).isEmpty();
    assertThat(results).containsExactly(Kind.UNVERIFIED);
  }

  @Test
  void inbox_thatIsNull_isRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> receive(handlerAt(0), null));
  }
}
