package ai.peeker.partner.webhook;

import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderEventData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A handler that notes what it handles and what is reported. */
abstract class ReportingHandlerFixture {
  final List<String> handled = new ArrayList<>();
  final List<String> reported = new ArrayList<>();
  final WebhookHandler handler =
      WebhookHandler.builder(Verifiers.usual())
          .executor(Runnable::run)
          .on(OrderCompletedEvent.class, (event, context) -> handled.add("" + event.data().id()))
          .onFailure((webhook, failure) -> reported.add(failure.getMessage()))
          .fallback((event, context) -> handled.add("fallback"))
          .build();

  WebhookResult deliver(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = SignedBodies.signature("evt_1", bytes);
    return handler.handle(
        SignedWebhook.headers("evt_1", SignedWebhook.TIMESTAMP, signature), bytes);
  }

  static OrderEventData data(VerifiedWebhook webhook) {
    return ((OrderCompletedEvent) webhook.event()).data();
  }
}
