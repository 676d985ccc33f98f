package ai.peeker.partner.micrometer;

import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookResult;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** The context of the observation of a webhook, for a convention, a handler or a filter. */
public final class WebhookObservationContext extends Observation.Context {
  private final VerifiedWebhook webhook;
  private volatile @Nullable WebhookResult result;

  WebhookObservationContext(VerifiedWebhook webhook) {
    this.webhook = webhook;
  }

  /**
   * Returns the webhook that is handled.
   *
   * @return the webhook
   */
  public VerifiedWebhook webhook() {
    return webhook;
  }

  /**
   * Returns the result of the handling.
   *
   * @return the result; null until the handling ends
   */
  public @Nullable WebhookResult result() {
    return result;
  }

  void result(WebhookResult result) {
    this.result = result;
  }
}
