package ai.peeker.partner.webhook;

import ai.peeker.partner.webhook.store.EventKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The context of an event: its webhook, and whether it is stale.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookContext {
  private final VerifiedWebhook webhook;
  private final boolean stale;
  private final @Nullable EventKey laterEvent;

  WebhookContext(VerifiedWebhook webhook, boolean stale, @Nullable EventKey laterEvent) {
    this.webhook = webhook;
    this.stale = stale;
    this.laterEvent = laterEvent;
  }

  /**
   * Returns the webhook with its id, its raw body and the label of the secret that signed it.
   *
   * @return the webhook
   */
  public VerifiedWebhook webhook() {
    return webhook;
  }

  /**
   * Returns whether the state that the event reports is outdated. Peeker does not guarantee the
   * order of deliveries: an {@code order.in_progress} may arrive after the {@code order.completed}
   * of the same order, and must not set it back. Use it to keep a newer state, not to skip an
   * effect that has to happen for each event.
   *
   * <p>An event is stale only if a handler registered with {@link WebhookHandler.Builder#on}, not
   * the fallback, handled an event on the same record that {@linkplain EventKey#supersedes
   * supersedes} it: a later one, whose step in the record's life is not before its own.
   *
   * @return true if the event is out of date; false if in doubt: if its record or its time is not
   *     known, or if both events have the same time
   */
  public boolean isStale() {
    return stale;
  }

  /**
   * Returns the event that makes this one stale, with its id, type and time.
   *
   * @return empty if this event is not stale, or if the store does not keep it
   */
  public Optional<EventKey> laterEvent() {
    return Optional.ofNullable(laterEvent);
  }

  /** Returns a string for logging: id, type, and whether it is stale. */
  @Override
  public String toString() {
    return "WebhookContext[" + webhook + (stale ? ", stale]" : "]");
  }
}
