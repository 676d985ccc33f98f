package ai.peeker.partner.examples.web;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.store.JdbcEventStore;
import ai.peeker.partner.webhook.store.MemoryEventStore;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real application: its class path and application.properties decide which parts of Spring it
 * uses.
 */
@SpringBootApplication
class WebhookApplication {
  @Bean
  WebhookHandler webhookHandler(JdbcEventStore store, EffectsInTheDatabase effects) {
    return Handlers.of(store, effects);
  }

  /** The pitfalls that docs/webhook-receivers.md describes. */
  @RestController
  static class Traps {
    private final WebhookHandler handler =
        Handlers.of(MemoryEventStore.create(), new EffectsInMemory());

    @PostMapping("/bytes")
    ResponseEntity<Void> bytes(
        @RequestHeader MultiValueMap<String, String> headers, @RequestBody byte[] body) {
      return ResponseEntity.status(handler.handle(headers, body).status()).build();
    }

    @PostMapping("/text")
    ResponseEntity<Void> text(
        @RequestHeader MultiValueMap<String, String> headers, @RequestBody String body) {
      return bytes(headers, body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
