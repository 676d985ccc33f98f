package ai.peeker.partner.webhook;

import java.util.function.Supplier;

/**
 * A listener that is notified of webhooks and their results, for traces and metrics. A listener
 * never changes the handling: whatever it throws or returns, the event is handled once, and its
 * result is the one that is responded with.
 *
 * <pre>{@code
 * WebhookListener timing =
 *     new WebhookListener() {
 *       public WebhookResult onHandling(
 *           VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
 *         long start = System.nanoTime();
 *         WebhookResult result = handling.get();
 *         System.out.println(webhook.id() + " took " + (System.nanoTime() - start) + " ns");
 *         return result;
 *       }
 *
 *       public void onResult(WebhookResult result) {
 *         System.out.println(result);
 *       }
 *     };
 * WebhookHandler handler =
 *     WebhookHandler.builder(verifier)
 *         .listener(timing)
 *         .fallback((event, context) -> {})
 *         .build();
 * }</pre>
 *
 * <p>Implementations must be thread-safe and should return quickly: the event waits until {@link
 * #onHandling} calls {@code handling}, and the response waits for {@link #onResult}.
 */
public interface WebhookListener {
  /**
   * Called around the handling of a verified webhook, on the thread that handles it. The default
   * only calls {@code handling}.
   *
   * @param webhook the webhook
   * @param handling claims the event, passes it to its handler and marks it as handled, when it is
   *     called for the first time, which must be on this thread; it throws nothing. Further calls
   *     return the same result. If it is not called, the event is handled afterward
   * @return the result of {@code handling}; anything else is ignored
   */
  default WebhookResult onHandling(VerifiedWebhook webhook, Supplier<WebhookResult> handling) {
    return handling.get();
  }

  /**
   * Called once for each delivery, also if it could not be verified, timed out or was rejected by
   * the executor, on the thread that called {@link WebhookHandler#handle}.
   *
   * @param result the result that is responded with
   */
  default void onResult(WebhookResult result) {}
}
