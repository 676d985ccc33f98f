package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.webhook.WebhookResult.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks that are verified, stored and handled later. */
class StoredWebhookTest {
  private static VerifiedWebhook verified(SignedWebhook webhook) {
    return Verifiers.usual().verify(webhook.headers(), webhook.body());
  }

  @ParameterizedTest
  @EnumSource(
      value = SignedWebhook.class,
      names = {"DOCUMENTED", "UTF_8"})
  void webhook_thatIsStored_isTheSameAfterwards(SignedWebhook signed) {
    VerifiedWebhook webhook = verified(signed);

    VerifiedWebhook stored = VerifiedWebhook.parse(webhook.serialize());

    assertThat(stored.id()).isEqualTo(webhook.id());
    assertThat(stored.type()).isEqualTo(webhook.type());
    assertThat(stored.signedAt()).isEqualTo(webhook.signedAt());
    assertThat(stored.secretLabel()).isEqualTo(webhook.secretLabel());
    assertThat(stored.environment()).isEqualTo(webhook.environment());
    assertThat(stored.key()).isEqualTo(webhook.key());
    assertThat(stored.event()).isEqualTo(webhook.event());
    assertThat(stored.bodyAsString()).isEqualTo(webhook.bodyAsString());
    assertThat(stored.serialize()).isEqualTo(webhook.serialize());
  }

  @Test
  void storedWebhook_thatIsProcessed_isHandledOnceInThisThread() {
    List<Thread> threads = new ArrayList<>();
    WebhookHandler handler =
        WebhookHandler.builder(Verifiers.usual())
            .fallback((event, context) -> threads.add(Thread.currentThread()))
            .build();
    VerifiedWebhook webhook = VerifiedWebhook.parse(verified(SignedWebhook.DOCUMENTED).serialize());

    assertThat(handler.process(webhook).kind()).isEqualTo(Kind.HANDLED);
    assertThat(handler.process(webhook).kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void storedWebhook_thatWasDelivered_isADuplicate() {
    WebhookHandler handler =
        WebhookHandler.builder(Verifiers.usual()).fallback((event, context) -> {}).build();
    SignedWebhook signed = SignedWebhook.DOCUMENTED;
    WebhookResult delivered = handler.handle(signed.headers(), signed.body());

    assertThat(delivered.kind()).isEqualTo(Kind.HANDLED);
    assertThat(handler.process(verified(signed)).kind()).isEqualTo(Kind.DUPLICATE);
  }

  @Test
  void processing_thatFails_isReportedAndCanBeRepeated() {
    List<String> calls = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    WebhookHandler handler =
        WebhookHandler.builder(Verifiers.usual())
            .fallback(
                (event, context) -> {
                  calls.add(context.webhook().id());
                  if (calls.size() == 1) {
                    throw new IllegalStateException("the database is away");
                  }
                })
            .onFailure((webhook, failure) -> failures.add(failure))
            .build();
    VerifiedWebhook webhook = verified(SignedWebhook.DOCUMENTED);

    WebhookResult failed = handler.process(webhook);

    assertThat(failed.kind()).isEqualTo(Kind.FAILED);
    assertThat(failed.failure()).containsSame(failures.get(0));
    assertThat(handler.process(webhook).kind()).isEqualTo(Kind.HANDLED);
  }

  @Test
  void processing_hasNoResponseTimeoutAndNotifiesListeners() {
    List<Kind> results = new ArrayList<>();
    WebhookListener listener =
        new WebhookListener() {
          @Override
          public WebhookResult onHandling(
              VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
            return handling.get();
          }

          @Override
          public void onResult(WebhookResult result) {
            results.add(result.kind());
          }
        };
    WebhookHandler handler =
        WebhookHandler.builder(Verifiers.usual())
            .responseTimeout(Duration.ofNanos(1))
            .listener(listener)
            .fallback((event, context) -> {})
            .build();

    assertThat(handler.process(verified(SignedWebhook.DOCUMENTED)).kind()).isEqualTo(Kind.HANDLED);
    assertThat(results).containsExactly(Kind.HANDLED);
  }

  @Test
  void storedString_isTheOneThatItsFormatSays() {
    // the checksum of the other lines: printf … | openssl dgst -sha256
    String stored =
        """
        peeker-webhook-1
        034787349ed1de8b8e1868a32040cc759837f2db97f75747a7953f4ca374ec55
        2026-05-08T12:00:00Z
        LIVE
        bGl2ZQ==
        eyJpZCI6ImV2dF8xIiwidHlwZSI6Im9yZGVyLmZhaWxlZCJ9""";

    VerifiedWebhook webhook = VerifiedWebhook.parse(stored);

    assertThat(webhook.id()).isEqualTo("evt_1");
    assertThat(webhook.secretLabel()).isEqualTo("live");
    assertThat(webhook.environment()).contains(WebhookEnvironment.LIVE);
    assertThat(webhook.serialize()).isEqualTo(stored);
    assertThatIllegalArgumentException()
        .as("a checksum without the format")
        .isThrownBy(
            () ->
                VerifiedWebhook.parse(
                    stored.replaceFirst(
                        "034787349ed1de8b8e1868a32040cc759837f2db97f75747a7953f4ca374ec55",
                        "09d80835c48555e239ac0f28d19e9df5e5731e5a42970eb1874ed66cd868c286")));
  }

  @Test
  void eachChangedCharacter_isDetected() {
    String stored = verified(SignedWebhook.DOCUMENTED).serialize();
    for (int i = 0; i < stored.length(); i++) {
      char old = stored.charAt(i);
      String changed = stored.substring(0, i) + (old == 'A' ? 'B' : 'A') + stored.substring(i + 1);

      assertThatIllegalArgumentException()
          .as("character %d", i)
          .isThrownBy(() -> VerifiedWebhook.parse(changed));
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "peeker-webhook-1", "peeker-webhook-2\n1\n2\n3\n4\n5", "{}"})
  void otherStrings_areRejected(String other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerifiedWebhook.parse(other))
        .withMessage(
            "The string is not a serialized webhook. Pass the result of"
                + " VerifiedWebhook.serialize().");
  }

  @Test
  void process_ofNull_isRejected() {
    WebhookHandler handler =
        WebhookHandler.builder(Verifiers.usual()).fallback((event, context) -> {}).build();

    assertThatIllegalArgumentException().isThrownBy(() -> handler.process(null));
  }
}
