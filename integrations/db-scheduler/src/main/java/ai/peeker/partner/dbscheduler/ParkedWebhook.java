package ai.peeker.partner.dbscheduler;

import ai.peeker.partner.webhook.VerifiedWebhook;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that failed too often, and waits in the inbox until a person retries or discards it.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ParkedWebhook {
  private final String id;
  private final @Nullable InboxEntry entry;
  private final @Nullable VerifiedWebhook webhook;

  private ParkedWebhook(String id, @Nullable InboxEntry entry, @Nullable VerifiedWebhook webhook) {
    this.id = id;
    this.entry = entry;
    this.webhook = webhook;
  }

  static ParkedWebhook of(String instanceId, InboxEntry entry) {
    try {
      VerifiedWebhook webhook = VerifiedWebhook.parse(entry.webhook());
      return new ParkedWebhook(webhook.id(), entry, webhook);
    } catch (IllegalArgumentException e) { // damaged: its id and its failure are still shown
      return new ParkedWebhook(instanceId, entry, null);
    }
  }

  static ParkedWebhook unreadable(String instanceId) {
    return new ParkedWebhook(instanceId, null, null);
  }

  /**
   * Returns the id for {@link WebhookInbox#retry} and {@link WebhookInbox#discard}.
   *
   * @return the id of the event, such as {@code evt_01HZX0EV1A2B3C4D5E6F7G8H}
   */
  public String id() {
    return id;
  }

  /**
   * Returns the type of the event, such as {@code order.completed}.
   *
   * @return empty if the row was damaged
   */
  public Optional<String> type() {
    return webhook().map(VerifiedWebhook::type);
  }

  /**
   * Returns the id of the record that the event is about.
   *
   * @return empty if the body has no such id, or if the row was damaged
   */
  public Optional<String> subject() {
    return webhook().flatMap(VerifiedWebhook::subject);
  }

  /**
   * Returns the webhook with its body.
   *
   * @return empty if the row was damaged
   */
  public Optional<VerifiedWebhook> webhook() {
    return Optional.ofNullable(webhook);
  }

  /**
   * Returns the time at which the webhook was stored.
   *
   * @return empty if the row was damaged
   */
  public Optional<Instant> receivedAt() {
    return Optional.ofNullable(entry).map(InboxEntry::receivedAt);
  }

  /**
   * Returns the time of the last failure.
   *
   * @return empty if the row was damaged
   */
  public Optional<Instant> failedAt() {
    return Optional.ofNullable(entry).map(InboxEntry::failedAt);
  }

  /**
   * Returns how often handling the event failed since it was received or retried.
   *
   * @return zero if the row was damaged
   */
  public int attempts() {
    return entry == null ? 0 : entry.attempts();
  }

  /**
   * Returns the last failure: the class and the message of the exception, and those of its first
   * cause.
   *
   * @return at most 500 characters, as the handler wrote them
   */
  public String failure() {
    return entry == null ? "The row of the event cannot be read." : entry.failure();
  }

  /** Returns a string for logging, without the body. */
  @Override
  public String toString() {
    return "ParkedWebhook["
        + id
        + ", "
        + type().orElse("unreadable")
        + subject().map(it -> ", " + it).orElse("")
        + ", "
        + attempts()
        + " attempts, "
        + failure()
        + "]";
  }
}
