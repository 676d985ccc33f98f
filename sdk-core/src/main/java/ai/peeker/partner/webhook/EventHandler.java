package ai.peeker.partner.webhook;

import ai.peeker.partner.model.WebhookEvent;

/**
 * What is done with an event of one type.
 *
 * @param <E> the type of the event
 */
@FunctionalInterface
public interface EventHandler<E extends WebhookEvent> {
  /**
   * Handles an event. It is delivered again if this throws, or has not returned when the process
   * ends.
   *
   * @param event the event
   * @param context what came with it
   * @throws Exception if it is to be delivered again
   */
  void handle(E event, WebhookContext context) throws Exception;
}
