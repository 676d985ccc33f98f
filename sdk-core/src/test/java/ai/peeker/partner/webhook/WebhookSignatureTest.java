package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures are believed; openssl produced every expected one. */
class WebhookSignatureTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;

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
  void signature_notVersionOneOnceWith64HexDigits_isRejected(String header) {
    assertThat(reasonOfSignature(header.replace("%s", WEBHOOK.signature())))
        .isEqualTo(Reason.MALFORMED_SIGNATURE);
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
}
