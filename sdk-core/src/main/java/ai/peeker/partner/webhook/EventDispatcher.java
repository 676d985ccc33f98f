package ai.peeker.partner.webhook;

import ai.peeker.partner.model.WebhookEvent;
import java.util.List;
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
    if (typed == null && event instanceof WebhookEvent.Unknown) {
      rejectUnknownShape(context.webhook().type());
    }
    WebhookEventHandler<WebhookEvent> handler =
        typed == null ? fallback : (WebhookEventHandler<WebhookEvent>) typed;
    handler.handle(event, context);
    return typed != null;
  }

  /** The fallback would otherwise drop an event for which there is a handler. */
  private void rejectUnknownShape(String type) {
    if (hasHandlerFor(type)) {
      throw new IllegalStateException(
          "The event of type "
              + type
              + " has a shape that this version does not know, and cannot be passed to its handler."
              + " Update the SDK, or register a handler for WebhookEvent.Unknown.");
    }
  }

  private boolean hasHandlerFor(String type) {
    Class<?> eventClass = WebhookEvent.subtypes().get(type);
    return eventClass != null && handlers.containsKey(eventClass);
  }

  /** Returns the simple names of the types that have a handler. */
  static List<String> names(Map<Class<?>, WebhookEventHandler<?>> handlers) {
    return handlers.keySet().stream().map(Class::getSimpleName).sorted().toList();
  }

  @Override
  public String toString() {
    return names(handlers).toString();
  }
}
