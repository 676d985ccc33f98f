package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.OrderStatus;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.testkit.WebhookSigner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What becomes of a body whose signature is right, and what is never printed. */
class VerifiedWebhookTest {
  @Test
  void event_ofADocumentedType_isTyped() {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;
    VerifiedWebhook verified = Verifiers.usual().verify(webhook.headers(), webhook.body());

    assertThat(verified.type()).isEqualTo("order.in_progress");
    assertThat(verified.event())
        .isInstanceOfSatisfying(
            OrderInProgressEvent.class,
            event -> {
              assertThat(event.id()).isEqualTo("evt_01HZX0EV1A2B3C4D5E6F7G8H");
              assertThat(event.createdAt()).isEqualTo(OffsetDateTime.parse("2026-05-08T12:00:00Z"));
              assertThat(event.data().id()).isEqualTo("ord_01HZX0OR1A2B3C4D5E6F7G8H");
              assertThat(event.data().status()).isEqualTo(OrderStatus.IN_PROGRESS);
            });
  }

  @Test
  void event_ofAnUnknownType_isKeptAsReceived() {
    SignedWebhook webhook = SignedWebhook.UTF_8;
    VerifiedWebhook verified = Verifiers.usual().verify(webhook.headers(), webhook.body());

    assertThat(verified.type()).isEqualTo("note.added");
    assertThat(verified.event())
        .isInstanceOfSatisfying(
            WebhookEvent.Unknown.class,
            event ->
                assertThat(event.json())
                    .isEqualTo(
                        Map.of("id", "evt_2", "type", "note.added", "text", "Zoë, 株式会社, 😀")));
  }

  @Test
  void body_withAByteOrderMark_isReadWithoutIt() {
    SignedWebhook webhook = SignedWebhook.BYTE_ORDER_MARK;
    VerifiedWebhook verified = Verifiers.usual().verify(webhook.headers(), webhook.body());

    assertThat(verified.type()).isEqualTo("note.added");
    assertThat(verified.bodyAsString()).as("as received").startsWith("\uFEFF{");
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
  void body_signedButNotAsDocumented_isMalformed(SignedWebhook webhook) {
    assertThat(Verifiers.reason(webhook.headers(), webhook.body()))
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"EMPTY", "LATIN_1", "NO_JSON", "NO_OBJECT", "NO_TYPE", "OTHER_ID_IN_BODY"},
      mode = Mode.INCLUDE)
  void body_notSigned_isNotLookedAt(SignedWebhook webhook) {
    assertThat(
            Verifiers.reason(
                SignedWebhook.headers(
                    webhook.id(),
                    SignedWebhook.TIMESTAMP,
                    "v1=" + SignedWebhook.DOCUMENTED.signature()),
                webhook.body()))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void eventId_notTheOneInTheBody_isRejected() {
    SignedWebhook webhook = SignedWebhook.OTHER_ID_IN_BODY;
    assertThat(Verifiers.reason(webhook.headers(), webhook.body()))
        .isEqualTo(Reason.EVENT_ID_MISMATCH);
  }

  @Test
  void print_ofAnything_showsNeitherSecretNorExpectedSignature() {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;
    WebhookVerifier.Builder builder =
        Verifiers.builderAt(Verifiers.SIGNED_AT).secret("live", Secret.of(SignedWebhook.SECRET));
    List<String> printed = new ArrayList<>();
    printed.add(builder.build().toString());
    printed.add(builder.build().verify(webhook.headers(), webhook.body()).toString());
    for (SignedWebhook signed : SignedWebhook.values()) {
      String wrong = "v1=" + "0".repeat(64);
      printed.add(
          trace(
              Verifiers.rejection(
                  builder.build(),
                  SignedWebhook.headers(signed.id(), SignedWebhook.TIMESTAMP, wrong),
                  signed.body())));
    }
    printed.add(trace(Verifiers.rejection(builder.build(), Map.of(), webhook.body())));

    assertThat(printed)
        .allSatisfy(
            text -> {
              assertThat(text).doesNotContain(SignedWebhook.SECRET);
              for (SignedWebhook signed : SignedWebhook.values()) {
                assertThat(text).doesNotContainIgnoringCase(signed.signature());
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"'{\"id\":\"evt_1\",\"type\":7,\"canary-body\":1}'", "'{\"canary-body\"'"})
  void message_aboutABody_doesNotQuoteIt(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = new WebhookSigner(SignedWebhook.SECRET).sign(1778241600L, "evt_1", bytes);
    WebhookVerificationException rejection =
        Verifiers.rejection(
            Verifiers.usual(),
            SignedWebhook.headers("evt_1", SignedWebhook.TIMESTAMP, signature),
            bytes);
    assertThat(rejection.reason()).isEqualTo(Reason.MALFORMED_BODY);
    assertThat(trace(rejection)).doesNotContain("canary-body");
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
