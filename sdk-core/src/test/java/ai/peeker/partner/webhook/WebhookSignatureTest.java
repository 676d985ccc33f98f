package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures are believed; openssl produced every expected one. */
class WebhookSignatureTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;

  /** Of another secret: printf (as for DOCUMENTED) | openssl dgst -sha256 -hmac 'whsec_old' . */
  private static final String OLD =
      "ae61fe64e1fefb13e9d538d13bc27e37aad1c80f5018802de081579a7b0a1458";

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
        "v11=70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2,%s",
        "%s;v2=00",
        "v1=,%s",
        "v1,%s",
        "t=1778241600,%s"
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
        "v2=00,%s",
        "v1=00,%s",
        "v1=00,v2=%s",
        "v1=%s.",
        "v1=\"%s\"",
        "v1=0x%s",
        "v1=%s0",
        "v1=g0bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2",
        "v1=70bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b",
        "v1=٧0bedab490babdcfa25a1485213c99b8a12724198c0e16e564f2aef675adc4b2"
      })
  void signature_notVersionOneWith64HexDigits_isRejected(String header) {
    assertThat(reasonOfSignature(header.replace("%s", WEBHOOK.signature())))
        .isEqualTo(Reason.MALFORMED_SIGNATURE);
  }

  // ---- several, as during a rotation

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1=OLD,v1=%s",
        "v1=%s,v1=OLD",
        "v1=OLD, v1=%s",
        "v1=OLD v1=%s",
        "v1=OLD;v1=%s",
        "v1=OLD\tv1=%s",
        "v1=%s,v1=%s",
        "v1=OLD,%s",
        "v1=%s,OLD",
        "v1=OLD %s",
        "v1,OLD v1,%s",
        "v1=OLD,v2=00,v1=%s",
        "v1=00,v1=%s",
        "v1=%s,v1=",
        "v1=OLD,OLD,OLD,OLD,%s"
      })
  void signatures_oneOfThemRight_areVerified(String header) {
    verify(header.replace("OLD", OLD).replace("%s", WEBHOOK.signature()));
  }

  @Test
  void signatures_inTwoHeaders_areVerifiedInEitherOrder() {
    String right = "v1=" + WEBHOOK.signature();
    verify(List.of("v1=" + OLD, right));
    verify(List.of(right, "v1=" + OLD));
    verify(List.of("v2=00", "", right));
  }

  @Test
  void signatures_allWrong_areRejected() {
    assertThat(reasonOfSignature("v1=" + OLD + ",v1=" + "0".repeat(64)))
        .isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(reasonOfSignature("v1=" + OLD + ",v2=" + WEBHOOK.signature()))
        .as("a right signature of another version")
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void signatures_afterTheFifth_areIgnored() {
    assertThat(reasonOfSignature(("v1=" + OLD + ",").repeat(5) + "v1=" + WEBHOOK.signature()))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 12_000})
  void signature_besideALongOneOfAnotherVersion_isVerified(int length) {
    String right = "v1=" + WEBHOOK.signature();
    String other = "v2=" + "Ab/+".repeat(length / 4);
    verify(right + "," + other);
    verify(other + "," + right);
    verify(List.of(other, right));
  }

  private static void verify(String signature) {
    verify(List.of(signature));
  }

  private static void verify(List<String> signatures) {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.put("Peeker-Signature", signatures);
    assertThat(Verifiers.usual().verify(headers, WEBHOOK.body()).id()).isEqualTo(WEBHOOK.id());
  }

  private static Reason reasonOfSignature(String signature) {
    return Verifiers.reason(
        SignedWebhook.headers(WEBHOOK.id(), SignedWebhook.TIMESTAMP, signature), WEBHOOK.body());
  }
}
