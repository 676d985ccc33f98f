package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Webhooks that openssl signed, as they are and with one bit changed; see {@link SignedWebhook}.
 */
class WebhookVectorsTest {
  static Stream<SignedWebhook> vectors() {
    return Stream.of(
        SignedWebhook.DOCUMENTED, // ASCII
        SignedWebhook.UTF_8,
        SignedWebhook.EMPTY,
        SignedWebhook.ONE_MEBIBYTE,
        SignedWebhook.CRLF,
        SignedWebhook.BYTE_ORDER_MARK,
        SignedWebhook.SECRET_BEYOND_ASCII);
  }

  static Stream<SignedWebhook> vectorsWithAnEvent() {
    return vectors().filter(vector -> vector != SignedWebhook.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("vectorsWithAnEvent")
  void webhook_signedByOpenssl_isVerified(SignedWebhook vector) {
    VerifiedWebhook verified =
        Verifiers.of(vector.secret()).verify(vector.headers(), vector.body());

    assertThat(verified.id()).isEqualTo(vector.id());
    assertThat(verified.signedAt()).isEqualTo("2026-05-08T12:00:00Z");
    assertThat(verified.secretLabel()).isEqualTo("live");
    assertThat(verified.bodyAsString().getBytes(StandardCharsets.UTF_8)).isEqualTo(vector.body());
  }

  @Test
  void emptyBody_signedByOpenssl_isSignedButNoEvent() {
    assertThat(Verifiers.reason(SignedWebhook.EMPTY.headers(), SignedWebhook.EMPTY.body()))
        .as("the signature is right, or it were WRONG_SIGNATURE")
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @Test
  void largeBody_hasOneMebibyte() {
    assertThat(SignedWebhook.ONE_MEBIBYTE.body()).hasSize(1024 * 1024);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void body_oneBitChanged_isWronglySigned(SignedWebhook vector) {
    WebhookVerifier verifier = Verifiers.of(vector.secret());
    bits(vector, vector.body().length * 8)
        .forEach(
            bit ->
                assertThat(reason(verifier, vector.headers(), flipped(vector.body(), bit)))
                    .as("bit %s", bit)
                    .isEqualTo(Reason.WRONG_SIGNATURE));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void body_oneByteAddedOrMissing_isWronglySigned(SignedWebhook vector) {
    WebhookVerifier verifier = Verifiers.of(vector.secret());
    byte[] body = vector.body();
    for (byte added : new byte[] {0, ' ', '\n', '\r', '.', '}', (byte) 0xEF}) {
      byte[] longer = Arrays.copyOf(body, body.length + 1);
      longer[body.length] = added;
      assertThat(reason(verifier, vector.headers(), longer)).isEqualTo(Reason.WRONG_SIGNATURE);
    }
    if (body.length > 0) {
      assertThat(reason(verifier, vector.headers(), Arrays.copyOf(body, body.length - 1)))
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eventId_oneBitChanged_isWronglySignedOrMalformed(SignedWebhook vector) {
    WebhookVerifier verifier = Verifiers.of(vector.secret());
    byte[] id = vector.id().getBytes(StandardCharsets.US_ASCII);
    bits(vector, id.length * 8)
        .forEach(
            bit -> {
              String changed = new String(flipped(id, bit), StandardCharsets.ISO_8859_1);
              boolean wellFormed = changed.chars().allMatch(c -> c > ' ' && c <= '~' && c != '.');
              assertThat(
                      reason(verifier, headers(vector, changed, SignedWebhook.TIMESTAMP), vector))
                  .as(changed)
                  .isEqualTo(wellFormed ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_EVENT_ID);
            });
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void timestamp_oneBitChanged_isWronglySignedOrMalformed(SignedWebhook vector) {
    WebhookVerifier usual = Verifiers.of(vector.secret());
    WebhookVerifier anyAge =
        Verifiers.builderAt(Verifiers.SIGNED_AT)
            .secret("live", Secret.of(vector.secret()))
            .withoutTolerance()
            .build();
    byte[] timestamp = SignedWebhook.TIMESTAMP.getBytes(StandardCharsets.US_ASCII);
    bits(vector, timestamp.length * 8)
        .forEach(
            bit -> {
              String changed = new String(flipped(timestamp, bit), StandardCharsets.ISO_8859_1);
              Map<String, List<String>> headers = headers(vector, vector.id(), changed);
              boolean wellFormed = changed.chars().allMatch(c -> c >= '0' && c <= '9');
              assertThat(reason(anyAge, headers, vector))
                  .as(changed)
                  .isEqualTo(wellFormed ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_TIMESTAMP);
              assertThat(reason(usual, headers, vector))
                  .as("%s: the age matters only if the signature is right", changed)
                  .isEqualTo(wellFormed ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_TIMESTAMP);
            });
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signature_oneBitChanged_isWrong(SignedWebhook vector) {
    WebhookVerifier verifier = Verifiers.of(vector.secret());
    bits(vector, 256)
        .forEach(
            bit -> {
              String changed = HexFormat.of().formatHex(flipped(vector.signatureBytes(), bit));
              Map<String, List<String>> headers =
                  SignedWebhook.headers(vector.id(), SignedWebhook.TIMESTAMP, "v1=" + changed);
              assertThat(reason(verifier, headers, vector))
                  .as("bit %s", bit)
                  .isEqualTo(Reason.WRONG_SIGNATURE);
            });
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void secret_oneBitChanged_isAnother(SignedWebhook vector) {
    byte[] secret = vector.secret().getBytes(StandardCharsets.UTF_16BE);
    bits(vector, secret.length * 8)
        .forEach(
            bit -> {
              String changed = new String(flipped(secret, bit), StandardCharsets.UTF_16BE);
              if (isInvisible(changed) || changed.matches("['\"`].*|.*['\"`]")) {
                assertThatIllegalArgumentException().isThrownBy(() -> Verifiers.of(changed));
                return;
              }
              assertThat(reason(Verifiers.of(changed), vector.headers(), vector))
                  .as(changed)
                  .isEqualTo(Reason.WRONG_SIGNATURE);
            });
  }

  private static boolean isInvisible(String secret) {
    return secret
        .codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c) || isOther(c));
  }

  private static boolean isOther(int character) {
    int type = Character.getType(character);
    return type == Character.UNASSIGNED
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE;
  }

  /** All bits, or some from everywhere in a large webhook, where each costs milliseconds. */
  private static IntStream bits(SignedWebhook vector, int count) {
    boolean large = vector == SignedWebhook.ONE_MEBIBYTE;
    int step = large ? (count / 10) | 1 : 1; // odd: the bits of a byte take turns
    return IntStream.range(0, count).filter(bit -> bit % step == 0 || bit == count - 1);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << (bit % 8));
    return changed;
  }

  private static Map<String, List<String>> headers(
      SignedWebhook vector, String id, String timestamp) {
    return SignedWebhook.headers(id, timestamp, "v1=" + vector.signature());
  }

  private static Reason reason(
      WebhookVerifier verifier, Map<String, List<String>> headers, SignedWebhook vector) {
    return reason(verifier, headers, vector.body());
  }

  private static Reason reason(
      WebhookVerifier verifier, Map<String, List<String>> headers, byte[] body) {
    WebhookVerificationException rejection = Verifiers.rejection(verifier, headers, body);
    return rejection.reason();
  }
}
