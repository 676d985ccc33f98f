package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A webhook whose signature is right. Only {@link WebhookVerifier#verify} makes one.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class VerifiedWebhook {
  private final Instant signedAt;
  private final SigningKey key;
  private final WebhookBody read;
  private final byte[] body;

  private VerifiedWebhook(Instant signedAt, SigningKey key, WebhookBody read, byte[] body) {
    this.signedAt = signedAt;
    this.key = key;
    this.read = read;
    this.body = body;
  }

  static VerifiedWebhook read(WebhookHeaders headers, SigningKey key, byte[] body) {
    WebhookBody read = WebhookBody.read(body);
    if (!headers.eventId().equals(read.id())) {
      throw new WebhookVerificationException(
          Reason.EVENT_ID_MISMATCH,
          "The event id in the header is not the one in the body. Treat the webhook as forged.");
    }
    return new VerifiedWebhook(headers.timestamp(), key, read, body);
  }

  /**
   * The id of the event, the same on every delivery. Remember it for at least 24 hours to handle
   * each event once.
   *
   * @return such as {@code evt_01HZX0EV1A2B3C4D5E6F7G8H}
   */
  public String id() {
    return read.id();
  }

  /**
   * The type of the event, such as {@code order.in_progress}.
   *
   * @return as received, known or not
   */
  public String type() {
    return read.type();
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
    return key.label();
  }

  /**
   * Whether the webhook is about live or sandbox: as was said of the secret that signed it, else as
   * the body says of the API key concerned, which only older events do.
   *
   * @return empty if neither says it
   */
  public Optional<WebhookEnvironment> environment() {
    return Optional.ofNullable(key.environment()).or(read::environment);
  }

  /**
   * When the event happened. Unlike {@link #signedAt} it is the same on every delivery.
   *
   * @return empty if the body does not say it, or not as a date-time
   */
  public Optional<Instant> createdAt() {
    return read.createdAt();
  }

  /**
   * The id of the record that the event is about: an order, a domain, an import, a forwarding job
   * or a swap.
   *
   * @return at most 200 visible ASCII characters; empty if the body has no such id
   */
  public Optional<String> subject() {
    return read.subject();
  }

  /**
   * What an {@link EventStore} has to know. Events on the same subject are in the order in which
   * they happened, and within one millisecond in that of a record's life: {@code order.in_progress}
   * comes before {@code order.completed}.
   *
   * <p>The key has no subject if {@link #createdAt} or {@link #subject} is empty, or the type is
   * not known: a place in the order that is only guessed could make this event look stale, or each
   * later one.
   *
   * @return the key
   */
  public EventKey key() {
    Optional<Long> position =
        WebhookEventType.of(type()).isKnown()
            ? createdAt().flatMap(instant -> EventPosition.of(type(), instant))
            : Optional.empty();
    return position.isPresent()
        ? EventKey.of(id(), subject().orElse(null), position.get())
        : EventKey.of(id(), null, 0);
  }

  /**
   * The event itself. In older events the record lies one level down in the data, such as in {@code
   * data.order}; its properties are then in the data as well, so that {@code event.data().id()} is
   * the id of the record in both shapes.
   *
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown}, which holds the body
   *     as received, for a type, or a shape of a type, that this version does not know
   */
  public WebhookEvent event() {
    return read.event();
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
    return "VerifiedWebhook[" + id() + ", " + type() + ", secret " + secretLabel() + "]";
  }
}
