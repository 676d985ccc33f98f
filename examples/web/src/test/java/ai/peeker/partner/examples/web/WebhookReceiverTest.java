package ai.peeker.partner.examples.web;

import ai.peeker.partner.examples.WebhookReceiver;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

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
