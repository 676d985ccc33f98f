package ai.peeker.partner.micrometer;

import static ai.peeker.partner.micrometer.OneTraceTest.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.EventFilter;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spans of webhooks that a LocalPeeker delivers. */
@Timeout(30)
class ObservedWebhooksTest extends TracedFixture {
  private WebhookHandler.Builder handlerBuilder() {
    Secret secret = Secret.of(peeker.webhooks().secret());
    return WebhookHandler.builder(WebhookVerifier.builder().secret("test", secret).build())
        .listener(ObservedWebhooks.of(registry));
  }

  /** Returns the first delivery, after the response to it. */
  private Delivery delivered(WebhookHandler handler, String type)
      throws IOException, InterruptedException {
    try (Receiver receiver = new Receiver(handler)) {
      peeker.webhooks().sendTo(receiver.url());
      peeker.webhooks().send(type);
      return peeker.webhooks().awaitDelivery(Duration.ofSeconds(10));
    }
  }

  @Test
  void webhook_ofAnOrderInATrace_isATraceOfItsOwnWithTheSpansOfItsHandler() throws Exception {
    WebhookHandler handler =
        handlerBuilder()
            .fallback(
                (event, context) ->
                    Observation.createNotStarted("shop.deliver", registry).observe(() -> {}))
            .build();
    try (Receiver receiver = new Receiver(handler);
        PeekerClient client = clientBuilder().build()) {
      peeker.webhooks().sendTo(receiver.url());
      Observation.createNotStarted("http.server.requests", registry)
          .observe(() -> client.orders().create(order));
      peeker.clock().advance(Duration.ofMinutes(10));
      peeker.webhooks().awaitDelivery(EventFilter.type("order.completed"), Duration.ofSeconds(10));
    }

    SpanData webhook = span("peeker webhook order.completed");
    assertThat(webhook.getParentSpanContext().isValid()).isFalse();
    assertThat(webhook.getTraceId()).isNotEqualTo(span("http.server.requests").getTraceId());
    assertThat(spans("shop.deliver"))
        .anySatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(webhook.getSpanId()));
  }

  @Test
  void webhook_handled_hasTheKeysOfItsEvent() throws Exception {
    Delivery delivery =
        delivered(handlerBuilder().fallback((event, context) -> {}).build(), "order.completed");

    SpanData webhook = span("peeker webhook order.completed");
    assertThat(attribute(webhook, "type")).isEqualTo("order.completed");
    assertThat(attribute(webhook, "result")).isEqualTo("HANDLED");
    assertThat(attribute(webhook, "peeker.event.id")).isEqualTo(delivery.eventId());
    assertThat(attribute(webhook, "peeker.event.subject")).isEqualTo(delivery.recordId());
  }

  @Test
  void webhook_whoseHandlerFails_isAnError() throws Exception {
    WebhookHandler handler =
        handlerBuilder()
            .fallback(
                (event, context) -> {
                  throw new IOException("database down");
                })
            .build();

    delivered(handler, "order.completed");

    SpanData webhook = spans("peeker webhook order.completed").get(0);
    assertThat(attribute(webhook, "result")).isEqualTo("FAILED");
    assertThat(webhook.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(webhook.getStatus().getDescription()).isEqualTo("database down");
  }

  @Test
  void webhook_ofAnUnknownType_doesNotMakeANewName() throws Exception {
    peeker.webhooks().next(1).property("type", "moon.rose");

    delivered(handlerBuilder().fallback((event, context) -> {}).build(), "order.completed");

    assertThat(attribute(span("peeker webhook other"), "type")).isEqualTo("other");
  }
}
