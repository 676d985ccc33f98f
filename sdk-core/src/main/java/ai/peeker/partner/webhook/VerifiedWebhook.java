package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import ai.peeker.partner.model.InvalidModelException;
import ai.peeker.partner.model.JsonProblem;
import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.model.WebhookEventType;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook whose signature was verified. A {@link WebhookVerifier} creates it; {@link #parse}
 * reads one that was stored, for instance in an inbox that is worked off later.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class VerifiedWebhook {
  private final Instant signedAt;
  private final String secretLabel;
  private final @Nullable WebhookEnvironment environment;
  private final WebhookPayload payload;
  private final byte[] body;

  private VerifiedWebhook(
      Instant signedAt,
      String secretLabel,
      @Nullable WebhookEnvironment environment,
      WebhookPayload payload,
      byte[] body) {
    this.signedAt = signedAt;
    this.secretLabel = secretLabel;
    this.environment = environment;
    this.payload = payload;
    this.body = body;
  }

  static VerifiedWebhook read(WebhookHeaders headers, HmacKey key, byte[] body) {
    VerifiedWebhook webhook = of(headers.signedAt(), key.label(), key.environment(), body);
    if (!headers.eventId().equals(webhook.id())) {
      throw new WebhookVerificationException(
          Reason.EVENT_ID_MISMATCH,
          "The event id in the header differs from the one in the body. Treat the webhook as"
              + " forged.");
    }
    return webhook;
  }

  static VerifiedWebhook of(
      Instant signedAt, String label, @Nullable WebhookEnvironment environment, byte[] body) {
    WebhookPayload payload = WebhookPayload.read(body, signedAt);
    return new VerifiedWebhook(signedAt, label, environment, payload, body);
  }

  /**
   * Parses the result of {@link #serialize()}. The signature is not verified again, and the age is
   * not checked: read strings only from where your application alone can write.
   *
   * @param serialized the string; not null
   * @return the webhook, for {@link WebhookHandler#process}
   * @throws IllegalArgumentException if it is null, another string, or was changed
   */
  public static VerifiedWebhook parse(String serialized) {
    return StoredWebhook.parse(serialized);
  }

  /**
   * Returns a string to store, with the body as received and no secret.
   *
   * @return six lines of ASCII characters; other line separators are accepted by {@link #parse}
   */
  public String serialize() {
    return StoredWebhook.serialize(signedAt, secretLabel, environment, body);
  }

  /**
   * Returns the id of the event, the same on every delivery. Remember it for longer than 24 hours,
   * and for longer than the tolerance of the verifier, to handle each event once.
   *
   * @return such as {@code evt_01HZX0EV1A2B3C4D5E6F7G8H}
   */
  public String id() {
    return payload.id();
  }

  /**
   * Returns the type of the event, such as {@code order.in_progress}.
   *
   * @return as received, known or not
   */
  public String type() {
    return payload.type();
  }

  /**
   * Returns the time at which the body was signed.
   *
   * @return the time, in whole seconds
   */
  public Instant signedAt() {
    return signedAt;
  }

  /**
   * Returns the label of the secret that verified the signature.
   *
   * @return its label
   */
  public String secretLabel() {
    return secretLabel;
  }

  /**
   * Returns the environment of the webhook: the one of the secret that signed it, or else the one
   * of the API key in the body, which only older events have.
   *
   * @return empty if it is not known
   */
  public Optional<WebhookEnvironment> environment() {
    return Optional.ofNullable(environment).or(payload::environment);
  }

  /**
   * Returns the time of the event. Unlike {@link #signedAt} it is the same on every delivery.
   *
   * @return empty if the body has no date-time that can be read
   */
  public Optional<Instant> createdAt() {
    return payload.createdAt();
  }

  /**
   * Returns the id of the record that the event is about: an order, a domain, an import, a
   * forwarding job or a swap.
   *
   * @return at most 200 visible ASCII characters; empty if the body has no such id
   */
  public Optional<String> subject() {
    return payload.subject();
  }

  /**
   * Returns the key for an {@link EventStore}: the id, and what orders the events on one record.
   *
   * <p>The key has no subject if {@link #createdAt} or {@link #subject} is empty, if the type is
   * not known, or if the time of the event is after that of its signature: a guess could make this
   * event, or each later one, look stale.
   *
   * @return the key
   */
  public EventKey key() {
    boolean known = WebhookEventType.of(type()).isKnown();
    Instant end = signedAt.plusSeconds(1); // the signature has whole seconds, the event fractions
    return EventKey.of(
        id(),
        type(),
        known ? subject().orElse(null) : null,
        createdAt().filter(end::isAfter).orElse(null));
  }

  /**
   * Returns the event. In older events the record is one level down in the data, such as in {@code
   * data.order}; its properties are then in the data as well, so that {@code event.data().id()} is
   * the id of the record in both shapes.
   *
   * <p>Properties that cannot be read are left out; see {@link #problems}. Every event has data and
   * a time: if they cannot be read, {@code event.data()} is empty, and {@code event.createdAt()} is
   * {@link #signedAt}.
   *
   * @return one of the types of the contract, or {@link WebhookEvent.Unknown}, which holds the body
   *     as received, for a type that this version does not know
   */
  public WebhookEvent event() {
    return payload.event();
  }

  /**
   * Returns the properties that could not be read, each with its path, the reason and the JSON in
   * its place.
   *
   * @return usually empty; the first 100 problems
   */
  public List<JsonProblem> problems() {
    return payload.problems();
  }

  Optional<InvalidModelException> unreadable() {
    return problems().isEmpty()
        ? Optional.empty()
        : Optional.of(InvalidModelException.of(type(), problems()));
  }

  /**
   * Returns the body as received.
   *
   * @return its bytes decoded as UTF-8
   */
  public String bodyAsString() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns a string for logging: id, type and label of the secret. */
  @Override
  public String toString() {
    return "VerifiedWebhook[" + id() + ", " + type() + ", secret " + secretLabel() + "]";
  }
}
