package ai.peeker.partner.webhook;

/**
 * What a handler knows besides the event.
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
   * The webhook with its id, its raw body and the secret that signed it.
   *
   * @return the webhook
   */
  public VerifiedWebhook webhook() {
    return webhook;
  }

  /**
   * Whether a later event on the same record was handled already. Peeker does not promise the order
   * of deliveries: an {@code order.in_progress} may come after the {@code order.completed} of the
   * same order, and must not set it back.
   *
   * @return true if what the event says is out of date; false too if it is not known which record
   *     it is about, or if two are being handled at the same moment
   */
  public boolean isStale() {
    return stale;
  }

  /** For people: id, type, and whether it is stale. */
  @Override
  public String toString() {
    return "WebhookContext[" + webhook + (stale ? ", stale]" : "]");
  }
}
