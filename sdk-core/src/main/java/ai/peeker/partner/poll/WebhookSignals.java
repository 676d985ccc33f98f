package ai.peeker.partner.poll;

import ai.peeker.partner.webhook.VerifiedWebhook;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets webhooks end the time between two polls: whatever comes first, the webhook or the next poll.
 * Create one for the whole application, pass it verified webhooks, and set it in the options of
 * waits.
 *
 * <pre>{@code
 * WebhookSignals signals = new WebhookSignals();
 * // in the receiver of webhooks:
 * signals.accept(verifier.verify(headers, body));
 * // elsewhere, even before the webhook arrives:
 * client.orders().waitFor(orderId, PollOptions.builder().signals(signals).build());
 * }</pre>
 *
 * <p>A webhook that reaches another process, or none, costs nothing but time: the next poll sees
 * the same state. Safe for use by several threads.
 */
public final class WebhookSignals {
  private final Map<String, Set<Registration>> registrations = new ConcurrentHashMap<>();

  /** Creates signals without a listener. */
  public WebhookSignals() {}

  /**
   * Notifies those who wait for the record that a webhook is about. Accepting a webhook twice, or
   * one that nobody waits for, is harmless. It returns quickly: the state is read on other threads.
   *
   * @param webhook a verified webhook; not null
   * @throws IllegalArgumentException if it is null
   */
  public void accept(VerifiedWebhook webhook) {
    if (webhook == null) {
      throw new IllegalArgumentException("webhook must not be null");
    }
    webhook
        .subject()
        .map(registrations::get)
        .ifPresent(listening -> listening.forEach(each -> each.action.run()));
  }

  /**
   * Runs an action for each webhook about a record, until the registration is closed.
   *
   * @param id the id of the record, such as {@code ord_…}; not null
   * @param action runs in the thread that accepts the webhook; it must be short; not null
   * @return the registration, to be closed
   * @throws IllegalArgumentException if an argument is null
   */
  public Registration listen(String id, Runnable action) {
    if (id == null || action == null) {
      throw new IllegalArgumentException((id == null ? "id" : "action") + " must not be null");
    }
    Registration registration = new Registration(id, action);
    registrations.compute(
        id,
        (key, listening) -> {
          Set<Registration> all = listening == null ? ConcurrentHashMap.newKeySet() : listening;
          all.add(registration);
          return all;
        });
    return registration;
  }

  /** An action that runs until it is closed. */
  public final class Registration implements AutoCloseable {
    private final String id;
    private final Runnable action;

    private Registration(String id, Runnable action) {
      this.id = id;
      this.action = action;
    }

    /** Ends the registration; a second call has no effect. */
    @Override
    public void close() {
      registrations.computeIfPresent(id, (key, listening) -> without(listening));
    }

    private @Nullable Set<Registration> without(Set<Registration> listening) {
      listening.remove(this);
      return listening.isEmpty() ? null : listening;
    }
  }

  /** Returns a string for logging: the number of records that are waited for. */
  @Override
  public String toString() {
    return "WebhookSignals[waiting for " + registrations.size() + " records]";
  }
}
