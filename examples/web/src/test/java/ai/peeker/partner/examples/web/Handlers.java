package ai.peeker.partner.examples.web;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookEventHandler;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import ai.peeker.partner.webhook.store.EventStore;
import java.time.Clock;
import java.time.ZoneOffset;

/** The handler that all receivers are tested with. */
final class Handlers {
  static final int MAX_BODY_BYTES = 64 * 1024;

  private Handlers() {}

  static WebhookHandler of(EventStore store, Effects effects) {
    return of(store, (event, context) -> effects.orderIsLive(event.data().id()));
  }

  static WebhookHandler of(EventStore store, WebhookEventHandler<OrderCompletedEvent> effect) {
    WebhookVerifier verifier =
        WebhookVerifier.builder()
            .secret("test", Secret.of(Webhooks.SECRET))
            .clock(Clock.fixed(Webhooks.SIGNED_AT, ZoneOffset.UTC))
            .maxBodyBytes(MAX_BODY_BYTES)
            .build();
    return WebhookHandler.builder(verifier)
        .store(store)
        .on(OrderCompletedEvent.class, effect)
        .fallback((event, context) -> {})
        .build();
  }
}
