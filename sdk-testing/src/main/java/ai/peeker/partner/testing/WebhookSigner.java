package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.webhook.Signature;
import java.util.List;
import java.util.Map;

/**
 * Signs webhook bodies as Peeker does, for tests of code that verifies them.
 *
 * <pre>{@code
 * byte[] body = "{\"id\":\"evt_1\",\"type\":\"order.failed\"}".getBytes(StandardCharsets.UTF_8);
 * long now = Instant.now().getEpochSecond();
 * Map<String, List<String>> headers = new WebhookSigner(secret).headers(now, "evt_1", body);
 * }</pre>
 *
 * <p>The signed bytes are {@code <timestamp>.<event id>.<body>}. Peeker does not document that the
 * key is the secret in UTF-8 and that the hexadecimal digits are lower case; both are inferred.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookSigner {
  private final Signature signature;

  /**
   * Creates a signer.
   *
   * @param secret the webhook secret, not blank
   * @throws IllegalArgumentException if the secret is blank
   */
  public WebhookSigner(String secret) {
    this.signature = new Signature(secret);
  }

  /**
   * Returns the value of the {@code Peeker-Signature} header.
   *
   * @param timestamp the value of the {@code Peeker-Timestamp} header, in Unix seconds
   * @param eventId the value of the {@code Peeker-Event-Id} header
   * @param body the raw body exactly as it is sent
   * @return {@code v1=} and 64 lower-case hexadecimal digits
   */
  public String sign(long timestamp, String eventId, byte[] body) {
    return signature.sign(timestamp, eventId, body);
  }

  /**
   * Returns the three headers of a webhook, as {@code WebhookHandler.handle} takes them.
   *
   * @param timestamp the time of signing, in Unix seconds
   * @param eventId the id of the event, which the body has to contain as well
   * @param body the raw body exactly as it is sent
   * @return the headers {@code Peeker-Event-Id}, {@code Peeker-Timestamp} and {@code
   *     Peeker-Signature}
   */
  public Map<String, List<String>> headers(long timestamp, String eventId, byte[] body) {
    String signed = sign(timestamp, eventId, body);
    return Map.of(
        "Peeker-Event-Id", List.of(eventId),
        "Peeker-Timestamp", List.of(Long.toString(timestamp)),
        "Peeker-Signature", List.of(signed));
  }

  /** Returns a string for logging that never contains the secret. */
  @Override
  public String toString() {
    return "WebhookSigner[secret not shown]";
  }
}
