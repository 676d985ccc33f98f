package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures are believed; every expected one comes from openssl. */
class WebhookSignatureTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;

  @ParameterizedTest
  @EnumSource(
      names = {"DOCUMENTED", "UTF_8", "CRLF", "BYTE_ORDER_MARK", "SECRET_BEYOND_ASCII"},
      mode = Mode.INCLUDE)
  void webhook_signedByOpenssl_isVerified(SignedWebhook webhook) {
    VerifiedWebhook verified =
        Verifiers.of(webhook.secret()).verify(webhook.headers(), webhook.body());

    assertThat(verified.id()).isEqualTo(webhook.id());
    assertThat(verified.signedAt()).isEqualTo("2026-05-08T12:00:00Z");
    assertThat(verified.secretLabel()).isEqualTo("live");
    assertThat(verified.bodyText().getBytes(StandardCharsets.UTF_8)).isEqualTo(webhook.body());
  }

  @Test
  void body_oneBitChanged_isRefused() {
    for (int bit = 0; bit < WEBHOOK.body().length * 8; bit++) {
      byte[] body = flipped(WEBHOOK.body(), bit);
      assertThat(Verifiers.reason(WEBHOOK.headers(), body))
          .as("bit %s", bit)
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @Test
  void body_lineEndsChanged_isRefused() {
    byte[] body =
        new String(SignedWebhook.CRLF.body(), StandardCharsets.UTF_8)
            .replace("\r\n", "\n")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(Verifiers.reason(SignedWebhook.CRLF.headers(), body))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void signature_oneBitChanged_isRefused() {
    for (int bit = 0; bit < 256; bit++) {
      String signature = HexFormat.of().formatHex(flipped(WEBHOOK.signatureBytes(), bit));
      assertThat(reasonOfSignature("v1=" + signature))
          .as("bit %s", bit)
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @Test
  void eventId_oneBitChanged_isRefused() {
    byte[] id = WEBHOOK.id().getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < id.length * 8; bit++) {
      String changed = new String(flipped(id, bit), StandardCharsets.ISO_8859_1);
      boolean wellFormed = changed.chars().allMatch(c -> c > ' ' && c <= '~' && c != '.');
      assertThat(Verifiers.reason(headers(changed, SignedWebhook.TIMESTAMP), WEBHOOK.body()))
          .as(changed)
          .isEqualTo(wellFormed ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_EVENT_ID);
    }
  }

  @Test
  void timestamp_oneBitChanged_isRefused() {
    WebhookVerifier anyAge =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("live", Secret.of(SignedWebhook.SECRET))
            .withoutTolerance()
            .build();
    byte[] timestamp = SignedWebhook.TIMESTAMP.getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < timestamp.length * 8; bit++) {
      String changed = new String(flipped(timestamp, bit), StandardCharsets.ISO_8859_1);
      boolean wellFormed = changed.chars().allMatch(c -> c >= '0' && c <= '9');
      assertThat(Verifiers.refusal(anyAge, headers(WEBHOOK.id(), changed), WEBHOOK.body()).reason())
          .as(changed)
          .isEqualTo(wellFormed ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_TIMESTAMP);
    }
  }

  @Test
  void secret_oneBitChanged_isRefused() {
    byte[] secret = SignedWebhook.SECRET.getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < secret.length * 8; bit++) {
      String changed = new String(flipped(secret, bit), StandardCharsets.ISO_8859_1);
      assertThat(
              Verifiers.refusal(Verifiers.of(changed), WEBHOOK.headers(), WEBHOOK.body()).reason())
          .as(changed)
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @Test
  void signature_inUpperCase_isVerified() {
    // the signature of DOCUMENTED | tr a-f A-F
    verify("v1=70BEDAB490BABDCFA25A1485213C99B8A12724198C0E16E564F2AEF675ADC4B2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s,v2=0123",
        "v2=0123,%s",
        "v0=, %s ,v10=abc",
        "%s,",
        "future,%s",
        "V1=00,%s",
        "v11=70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2,%s"
      })
  void signature_unknownVersionsBesideIt_isVerified(String header) {
    verify(header.replace("%s", "v1=" + WEBHOOK.signature()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "v1",
        "v1=",
        "%s",
        "v2=%s",
        "V1=%s",
        "v1:%s",
        "v1 =%s",
        "v1= %s",
        "v1==%s",
        "sha256=%s",
        "v1=%s,v1=%s",
        "v1=%s,v1=",
        "v1=%s v1=%s",
        "v1=%s;v2=00",
        "v1=\"%s\"",
        "v1=0x%s",
        "v1=%s0",
        "v1=g0bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2",
        "v1=70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b",
        "v1=٧0bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2"
      })
  void signature_notVersionOneOnceWith64HexDigits_isRefused(String header) {
    assertThat(reasonOfSignature(header.replace("%s", WEBHOOK.signature())))
        .isEqualTo(Reason.MALFORMED_SIGNATURE);
  }

  @Test
  void signature_ofTheBodyMovedIntoTheEventId_isRefused() {
    // <time>.evt_8.x.<body> may be read as the event evt_8 with the body x.<body>, or as evt_8.x
    SignedWebhook webhook = SignedWebhook.DOT_IN_ID;
    assertThat(Verifiers.reason(webhook.headers(), webhook.body()))
        .isEqualTo(Reason.MALFORMED_EVENT_ID);
  }

  private static void verify(String signature) {
    Map<String, List<String>> headers =
        SignedWebhook.headers(WEBHOOK.id(), SignedWebhook.TIMESTAMP, signature);
    assertThat(Verifiers.usual().verify(headers, WEBHOOK.body()).id()).isEqualTo(WEBHOOK.id());
  }

  private static Reason reasonOfSignature(String signature) {
    return Verifiers.reason(
        SignedWebhook.headers(WEBHOOK.id(), SignedWebhook.TIMESTAMP, signature), WEBHOOK.body());
  }

  private static Map<String, List<String>> headers(String id, String timestamp) {
    return SignedWebhook.headers(id, timestamp, "v1=" + WEBHOOK.signature());
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }
}
