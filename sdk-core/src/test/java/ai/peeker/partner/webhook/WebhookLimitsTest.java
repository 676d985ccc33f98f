package ai.peeker.partner.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.Secret;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a forged request. */
class WebhookLimitsTest {
  private static final SignedWebhook WEBHOOK = SignedWebhook.DOCUMENTED;
  private static final int DEFAULT_LIMIT = 2_097_152; // 2 MiB
  private static final int TEN_MILLION = 10_000_000;
  private static final long NEXT_TO_NOTHING = 50_000;

  @Test
  void body_ofTheDefaultLimitAndOneByteMore_isTakenAndRejected() {
    assertThat(Verifiers.usual().maxBodyBytes()).isEqualTo(DEFAULT_LIMIT);
    assertThat(Verifiers.reason(WEBHOOK.headers(), new byte[DEFAULT_LIMIT]))
        .isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(Verifiers.reason(WEBHOOK.headers(), new byte[DEFAULT_LIMIT + 1]))
        .isEqualTo(Reason.BODY_TOO_LARGE);
    assertThat(Verifiers.reason(Map.of(), new byte[DEFAULT_LIMIT + 1]))
        .as("before any header is looked at")
        .isEqualTo(Reason.BODY_TOO_LARGE);
  }

  @Test
  void signedBody_atTheLimitAndOneByteAbove_isVerifiedAndRejected() {
    SignedWebhook large = SignedWebhook.ONE_MEBIBYTE;
    WebhookVerifier enough = limitedTo(1_048_576);
    WebhookVerifier tooLittle = limitedTo(1_048_575);

    assertThat(enough.maxBodyBytes()).isEqualTo(1_048_576);
    assertThat(enough.verify(large.headers(), large.body()).id()).isEqualTo(large.id());
    WebhookVerificationException rejection =
        Verifiers.rejection(tooLittle, large.headers(), large.body());
    assertThat(rejection.reason()).isEqualTo(Reason.BODY_TOO_LARGE);
    assertThat(rejection).hasMessageContaining("1048576").hasMessageContaining("1048575");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 7})
  void maxBodyBytes_outOfRange_isRejected(int limit) {
    assertThatThrownBy(() -> limitedTo(limit))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBodyBytes is out of range: " + limit + " (expected 1 to 2147483639).");
  }

  @Test
  void maxBodyBytes_atTheEndsOfItsRange_isTaken() {
    assertThat(limitedTo(1).maxBodyBytes()).isEqualTo(1);
    assertThat(limitedTo(2_147_483_639).maxBodyBytes()).isEqualTo(2_147_483_639);
  }

  @Test
  void bodyTooLarge_costsNoMemory() {
    byte[] body = new byte[64 * 1024 * 1024];
    assertThat(allocatedBy(() -> Verifiers.reason(WEBHOOK.headers(), body)))
        .isLessThan(NEXT_TO_NOTHING);
  }

  @Test
  void bodyNotSigned_costsOneCopyOfIt() {
    byte[] body = new byte[DEFAULT_LIMIT];
    assertThat(allocatedBy(() -> Verifiers.reason(WEBHOOK.headers(), body)))
        .isLessThan(DEFAULT_LIMIT + NEXT_TO_NOTHING);
  }

  @Test
  void signatures_moreThanFive_costOneHashOfTheBody() {
    byte[] body = new byte[DEFAULT_LIMIT];
    String many = String.join(",", Collections.nCopies(200, "v1=" + "0".repeat(64)));
    Map<String, List<String>> headers =
        SignedWebhook.headers(WEBHOOK.id(), SignedWebhook.TIMESTAMP, many);

    assertThat(Verifiers.reason(headers, body)).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(allocatedBy(() -> Verifiers.reason(headers, body)))
        .isLessThan(DEFAULT_LIMIT + NEXT_TO_NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "Peeker-Event-Id,  a,          MALFORMED_EVENT_ID",
    "Peeker-Event-Id,  .,          MALFORMED_EVENT_ID",
    "Peeker-Timestamp, 1,          MALFORMED_TIMESTAMP",
    "Peeker-Signature, ' ',        MALFORMED_SIGNATURE",
    "Peeker-Signature, ',',        MALFORMED_SIGNATURE",
    "Peeker-Signature, 'v1=00,',   MALFORMED_SIGNATURE",
    "Peeker-Signature, 'v2=00,',   MALFORMED_SIGNATURE",
    "Peeker-Signature, a,          MALFORMED_SIGNATURE"
  })
  void header_ofTenMillionCharacters_costsNoMemory(String name, String repeated, Reason reason) {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.put(name, List.of(repeated.repeat(TEN_MILLION / repeated.length())));

    assertThat(Verifiers.reason(headers, WEBHOOK.body())).isEqualTo(reason);
    assertThat(allocatedBy(() -> Verifiers.reason(headers, WEBHOOK.body())))
        .isLessThan(NEXT_TO_NOTHING);
  }

  @Test
  void header_aMillionTimes_costsNoMemory() {
    Map<String, List<String>> headers = new HashMap<>(WEBHOOK.headers());
    headers.put("Peeker-Signature", Collections.nCopies(1_000_000, "v1=" + "0".repeat(64)));

    assertThat(Verifiers.reason(headers, WEBHOOK.body())).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(allocatedBy(() -> Verifiers.reason(headers, WEBHOOK.body())))
        .isLessThan(NEXT_TO_NOTHING);
  }

  @Test
  void signature_ofManyVersionsWithinTheBound_isVerified() {
    String signature = "v1=" + WEBHOOK.signature();
    String many = signature + ",v2=00".repeat((16_384 - signature.length()) / 6);
    assertThat(many).hasSizeBetween(16_378, 16_384);

    assertThat(reasonOrVerified(many)).isEqualTo("verified");
    assertThat(reasonOrVerified(many + ",v3=00")).isEqualTo("MALFORMED_SIGNATURE");
    assertThat(reasonOrVerified(signature + ",".repeat(16_384 - 67))).isEqualTo("verified");
    assertThat(reasonOrVerified(signature + ",".repeat(16_385 - 67)))
        .isEqualTo("MALFORMED_SIGNATURE");
  }

  private static String reasonOrVerified(String signature) {
    try {
      Verifiers.usual()
          .verify(
              SignedWebhook.headers(WEBHOOK.id(), SignedWebhook.TIMESTAMP, signature),
              WEBHOOK.body());
      return "verified";
    } catch (WebhookVerificationException e) {
      return e.reason().name();
    }
  }

  private static WebhookVerifier limitedTo(int maxBodyBytes) {
    return Verifiers.builderAt(Verifiers.SIGNED_AT)
        .secret("live", Secret.of(SignedWebhook.SECRET))
        .maxBodyBytes(maxBodyBytes)
        .build();
  }

  /** Returns the bytes that this thread allocates for it once its classes are loaded, in bytes. */
  private static long allocatedBy(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    work.run();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
