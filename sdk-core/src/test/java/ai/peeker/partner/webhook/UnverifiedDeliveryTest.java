package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookResult.Kind;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries that are not verified, and those from a stream. */
@Timeout(30)
class UnverifiedDeliveryTest extends HandlerFixture {
  @Test
  void delivery_thatIsNotVerified_is400AndNothingIsClaimed() {
    FixedStore store = new FixedStore(Claim.NEW);
    WebhookHandler handler = direct().store(store).fallback(this::note).build();
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result = handler.handle(webhook.headers(), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
    assertThat(result.webhook()).isEmpty();
    assertThat(result.failure())
        .get()
        .isInstanceOfSatisfying(
            WebhookVerificationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_SIGNATURE));
    assertThat(result).hasToString("WebhookResult[UNVERIFIED, 400, WRONG_SIGNATURE]");
    assertThat(store.calls).isEmpty();
  }

  @Test
  void delivery_whoseBodyIsTooLong_is413AndNotReadToTheEnd() throws IOException {
    WebhookVerifier verifier =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("live", Secret.of(SignedWebhook.SECRET))
            .maxBodyBytes(100)
            .build();
    WebhookHandler handler = WebhookHandler.builder(verifier).fallback(this::note).build();
    InputStream endless = new Endless();

    WebhookResult result = handler.handle(SignedWebhook.DOCUMENTED.headers(), endless);

    assertThat(result.status()).isEqualTo(413);
    assertThat(result.kind()).isEqualTo(Kind.UNVERIFIED);
  }

  @Test
  void delivery_asAStream_isRead() throws IOException {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;

    WebhookResult result =
        noting().handle(webhook.headers(), new ByteArrayInputStream(webhook.body()));

    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void delivery_ofNull_isRejected() {
    WebhookHandler handler = noting();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(null, new byte[0]))
        .withMessageStartingWith("headers must not be null.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> handler.handle(Map.of(), (InputStream) null))
        .withMessageStartingWith("body must not be null.");
  }

  private static final class Endless extends InputStream {
    private int left = 10_000;

    @Override
    public int read() {
      left--;
      assertThat(left).as("bytes that are still allowed").isPositive();
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      bytes[offset] = (byte) read();
      return 1;
    }
  }
}
