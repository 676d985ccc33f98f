package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.internal.wire.JsonCodec;
import ai.peeker.partner.internal.wire.MalformedJsonException;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook whose signature is right. Only {@link WebhookVerifier#verify} makes one.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class VerifiedWebhook {
  private final String id;
  private final String type;
  private final Instant signedAt;
  private final String secretLabel;
  private final WebhookEvent event;
  private final byte[] body;

  private VerifiedWebhook(
      WebhookHeaders headers, String type, String secretLabel, WebhookEvent event, byte[] body) {
    this.id = headers.eventId();
    this.type = type;
    this.signedAt = headers.timestamp();
    this.secretLabel = secretLabel;
    this.event = event;
    this.body = body;
  }

  static VerifiedWebhook read(WebhookHeaders headers, String secretLabel, byte[] body) {
    Object json;
    try {
      json = new JsonCodec().read(body);
    } catch (MalformedJsonException e) {
      throw malformed(e.getMessage());
    }
    if (!(json instanceof Map<?, ?> envelope)
        || !(envelope.get("type") instanceof String type)
        || !(envelope.get("id") instanceof String id)) {
      throw malformed("it is no JSON object with an id and a type");
    }
    if (!headers.eventId().equals(id)) {
      throw new WebhookVerificationException(
          Reason.EVENT_ID_MISMATCH,
          "The event id in the header is not the one in the body. Treat the webhook as forged.");
    }
    return new VerifiedWebhook(headers, type, secretLabel, event(json), body);
  }

  /** What is signed is believed: a shape that the contract does not know is kept, not refused. */
  private static WebhookEvent event(Object json) {
    try {
      return WebhookEvent.fromJson(json);
    } catch (InvalidModelException e) {
      return new WebhookEvent.Unknown(json);
    }
  }

  private static WebhookVerificationException malformed(@Nullable String why) {
    return new WebhookVerificationException(
        Reason.MALFORMED_BODY, "The body is signed, but not as documented: " + why + ".");
  }

  /**
   * The id of the event, the same on every delivery. Remember it for at least 24 hours to handle
   * each event once.
   *
   * @return such as {@code evt_01HZX0EV1A2B3C4D5E6F7G8H}
   */
  public String id() {
    return id;
  }

  /**
   * The type of the event, such as {@code order.in_progress}.
   *
   * @return as received, known or not
   */
  public String type() {
    return type;
  }

  /**
   * When the body was signed.
   *
   * @return to the second
   */
  public Instant signedAt() {
    return signedAt;
  }

  /**
   * Which of the secrets the signature belongs to.
   *
   * @return its label
   */
  public String secretLabel() {
    return secretLabel;
  }

  /**
   * The event itself.
   *
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown} for a type, or a
   *     shape of a type, that this version does not know
   */
  public WebhookEvent event() {
    return event;
  }

  /**
   * The body as it came in.
   *
   * @return as text
   */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** For people: id, type and label. */
  @Override
  public String toString() {
    return "VerifiedWebhook[" + id + ", " + type + ", secret " + secretLabel + "]";
  }
}
