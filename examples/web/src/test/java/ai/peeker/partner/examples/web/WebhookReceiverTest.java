package ai.peeker.partner.examples.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.examples.WebhookReceiver;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver on the JDK's HTTP server. */
class WebhookReceiverTest extends ReceiverContract {
  private final Effects effects = new EffectsInMemory();
  private WebhookReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new WebhookReceiver(Handlers.of(MemoryEventStore.create(), effects), 0);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** More than the 16 threads that a receiver might have. */
  private static final int DELIVERIES = 20;

  @Test
  void deliveries_atOnce_areHandledSideBySide() throws Exception {
    CyclicBarrier together = new CyclicBarrier(DELIVERIES);
    try (WebhookReceiver waiting =
        new WebhookReceiver(
            Handlers.of(MemoryEventStore.create(), (event, context) -> together.await(20, SECONDS)),
            0)) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          IntStream.range(0, DELIVERIES)
              .mapToObj(i -> Webhooks.sendAsync(delivery(waiting.url(), id + "_" + i)))
              .toList();

      assertThat(responses).allSatisfy(each -> assertThat(each.get().statusCode()).isEqualTo(200));
    }
  }

  private static HttpRequest delivery(URI url, String event) {
    return Webhooks.request(url, event, Webhooks.orderCompleted(event, "ord_" + event)).build();
  }

  @Override
  URI url() {
    return receiver.url();
  }

  @Override
  Effects effects() {
    return effects;
  }

  @Override
  Class<?> receiver() {
    return WebhookReceiver.class;
  }
}
