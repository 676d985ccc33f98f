package ai.peeker.partner.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook bodies the way Peeker does, for tests of code that verifies them.
 *
 * <pre>{@code
 * byte[] body = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
 * String signature = new WebhookSigner(secret).sign(1778241600L, "evt_1", body);
 * }</pre>
 *
 * <p>What is signed are the bytes of {@code <timestamp>.<event id>.<body>}. That the UTF-8 bytes of
 * the secret are the key, and that the hexadecimal digits are lower case, is not documented by
 * Peeker but follows from its wording.
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class WebhookSigner {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * Makes a signer for one secret.
   *
   * @param secret the webhook secret, not blank
   * @throws IllegalArgumentException if the secret is blank
   */
  public WebhookSigner(String secret) {
    Objects.requireNonNull(secret, "The webhook secret is null; pass the secret to sign with");
    if (secret.isBlank()) {
      throw new IllegalArgumentException(
          "The webhook secret is blank; pass the secret to sign with");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * Computes the value of the {@code Peeker-Signature} header.
   *
   * @param timestamp the value of the {@code Peeker-Timestamp} header, in Unix seconds
   * @param eventId the value of the {@code Peeker-Event-Id} header
   * @param body the raw body exactly as it is sent
   * @return {@code v1=} and 64 lower-case hexadecimal digits
   */
  public String sign(long timestamp, String eventId, byte[] body) {
    Objects.requireNonNull(eventId, "The event id is null; pass the Peeker-Event-Id to be sent");
    Objects.requireNonNull(body, "The body is null; pass the bytes to be sent");
    Mac mac = mac();
    mac.update((timestamp + "." + eventId + ".").getBytes(StandardCharsets.UTF_8));
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(
          ALGORITHM + " belongs to every Java platform, but this one has none", impossible);
    }
  }

  /** Says what this is, never the secret. */
  @Override
  public String toString() {
    return "WebhookSigner[secret not shown]";
  }
}
