package ai.peeker.partner.webhook;

/**
 * The context of an event: its webhook, and whether it is stale.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookContext {
  private final VerifiedWebhook webhook;
  private final boolean stale;

  WebhookContext(VerifiedWebhook webhook, boolean stale) {
    this.webhook = webhook;
    this.stale = stale;
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
   * Returns whether a later event on the same record was already handled. Peeker does not guarantee
   * the order of deliveries: an {@code order.in_progress} may arrive after the {@code
   * order.completed} of the same order, and must not set it back.
   *
   * @return true if the event is out of date; false also if its record is not known, or if two
   *     events on the record are being handled at the same moment
   */
  public boolean isStale() {
    return stale;
  }

  /** Returns a string for logging: id, type, and whether it is stale. */
  @Override
  public String toString() {
    return "WebhookContext[" + webhook + (stale ? ", stale]" : "]");
  }
}
