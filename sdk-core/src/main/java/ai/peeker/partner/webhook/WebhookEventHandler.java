package ai.peeker.partner.webhook;

import ai.peeker.partner.model.WebhookEvent;

/**
 * Handles events of one type.
 *
 * @param <E> the type of the event
 */
@FunctionalInterface
public interface WebhookEventHandler<E extends WebhookEvent> {
  /**
   * Handles an event. Peeker delivers it again if this throws, or if the process ends before this
   * returns.
   *
   * @param event the event
   * @param context the webhook that carried the event, and whether the event is stale
   * @throws Exception if the event is to be delivered again
   */
  void handle(E event, WebhookContext context) throws Exception;
}
