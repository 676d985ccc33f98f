package ai.peeker.partner.webhook;

import ai.peeker.partner.model.WebhookEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes an event to the handler of its type, or to the fallback. */
final class EventDispatcher {
  private final Map<Class<?>, WebhookEventHandler<?>> handlers;
  private final WebhookEventHandler<WebhookEvent> fallback;

  EventDispatcher(
      Map<Class<?>, WebhookEventHandler<?>> handlers, WebhookEventHandler<WebhookEvent> fallback) {
    this.handlers = Map.copyOf(handlers);
    this.fallback = fallback;
  }

  /** Returns whether the handler of its type took the event, not the fallback. */
  @SuppressWarnings("unchecked") // a handler is kept under the class of its events
  boolean dispatch(WebhookContext context) throws Exception {
    WebhookEvent event = context.webhook().event();
    @Nullable WebhookEventHandler<?> typed = handlers.get(event.getClass());
    WebhookEventHandler<WebhookEvent> handler =
        typed == null ? fallback : (WebhookEventHandler<WebhookEvent>) typed;
    handler.handle(event, context);
    return typed != null;
  }
}
