package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {
  private static final String EVENT =
      "{\"id\":\"evt_01HZX0EV1A2B3C4D5E6F7G8H\",\"type\":\"order.in_progress\","
          + "\"created_at\":\"2026-05-08T12:00:00Z\","
          + "\"data\":{\"id\":\"ord_01HZX0OR1A2B3C4D5E6F7G8H\",\"status\":\"in_progress\"}}";

  // printf '%s' '1778241600.evt_01HZX0EV1A2B3C4D5E6F7G8H.{"id":"evt_01HZX0EV1A2B3C4D5E6F7G8H",'\
  // '"type":"order.in_progress","created_at":"2026-05-08T12:00:00Z",'\
  // '"data":{"id":"ord_01HZX0OR1A2B3C4D5E6F7G8H","status":"in_progress"}}' |
  // openssl dgst -sha256 -hmac 'local-secret'
  @Test
  void sign_documentedEvent_equalsOpenssl() {
    assertThat(
            new WebhookSigner("local-secret")
                .sign(1_778_241_600L, "evt_01HZX0EV1A2B3C4D5E6F7G8H", utf8(EVENT)))
        .isEqualTo("v1=c9509a74bb8f683b84aa7cbbec0b01035be04371f565900909a980d016d0283c");
  }

  @Test
  void headers_ofAnEvent_areTheThreeOfADelivery() {
    assertThat(new WebhookSigner("local-secret").headers(0, "evt_1", new byte[0]))
        .containsOnlyKeys("Peeker-Event-Id", "Peeker-Timestamp", "Peeker-Signature");
    // the signature as in sign_documentedEvent_equalsOpenssl
    assertThat(
            new WebhookSigner("local-secret")
                .headers(1_778_241_600L, "evt_01HZX0EV1A2B3C4D5E6F7G8H", utf8(EVENT)))
        .containsEntry("Peeker-Event-Id", List.of("evt_01HZX0EV1A2B3C4D5E6F7G8H"))
        .containsEntry("Peeker-Timestamp", List.of("1778241600"))
        .containsEntry(
            "Peeker-Signature",
            List.of("v1=c9509a74bb8f683b84aa7cbbec0b01035be04371f565900909a980d016d0283c"));
  }

  @Test
  void headers_ofNull_areRejected() {
    WebhookSigner signer = new WebhookSigner("local-secret");
    assertThatNullPointerException()
        .isThrownBy(() -> signer.headers(0, null, new byte[0]))
        .withMessageContaining("eventId must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> signer.headers(0, "evt_1", null))
        .withMessageContaining("body must not be null");
  }

  // printf '%s' '0.evt_1.' | openssl dgst -sha256 -hmac 'sécret'   (in a UTF-8 locale)
  @Test
  void sign_emptyBodyAndAccentedSecret_equalsOpenssl() {
    assertThat(new WebhookSigner("s\u00e9cret").sign(0, "evt_1", new byte[0]))
        .isEqualTo("v1=b423387056cbc4971026b1842fdcc3c8786241349ca395abff3c02a1518e7f29");
  }

  // printf '%s' '1778241600.evt_1.{"name":"Zoë"}' | openssl dgst -sha256 -hmac 'local-secret'
  @Test
  void sign_accentedBody_equalsOpenssl() {
    assertThat(
            new WebhookSigner("local-secret")
                .sign(1_778_241_600L, "evt_1", utf8("{\"name\":\"Zo\u00eb\"}")))
        .isEqualTo("v1=f43a94399381522db1acf3f10fb416e71726732fe1477966fe75b278152915bc");
  }

  @Test
  void secret_blank_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookSigner(" "))
        .withMessageContaining("secret must not be blank");
  }

  @Test
  void toString_containsNoSecret() {
    assertThat(new WebhookSigner("MARKER")).asString().doesNotContain("MARKER");
  }

  private static byte[] utf8(String string) {
    return string.getBytes(StandardCharsets.UTF_8);
  }
}
