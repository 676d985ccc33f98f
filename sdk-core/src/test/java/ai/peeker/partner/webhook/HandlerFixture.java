package ai.peeker.partner.webhook;

import ai.peeker.partner.model.WebhookEvent;
import ai.peeker.partner.testkit.WebhookSigner;
import ai.peeker.partner.webhook.store.EventKey;
import ai.peeker.partner.webhook.store.EventStore;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Handlers that note which events they see, and deliveries to them. */
abstract class HandlerFixture {
  static final long SIGNED_AT = Verifiers.SIGNED_AT.getEpochSecond();

  final List<String> seen = new ArrayList<>();
  final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void release() {
    goOn.countDown();
  }

  static WebhookHandler.Builder builder() {
    return WebhookHandler.builder(Verifiers.usual());
  }

  /** In the caller's thread, so that a test sees the effects. */
  static WebhookHandler.Builder direct() {
    return builder().executor(Runnable::run);
  }

  WebhookHandler noting() {
    return direct()
        .fallback(
            (event, context) ->
                seen.add(context.webhook().id() + (context.isStale() ? " stale" : "")))
        .build();
  }

  static WebhookResult deliver(WebhookHandler handler, String id, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = new WebhookSigner(SignedWebhook.SECRET).sign(SIGNED_AT, id, bytes);
    return handler.handle(SignedWebhook.headers(id, Long.toString(SIGNED_AT), signature), bytes);
  }

  static WebhookResult deliver(WebhookHandler handler) {
    SignedWebhook webhook = SignedWebhook.DOCUMENTED;
    return handler.handle(webhook.headers(), webhook.body());
  }

  void note(WebhookEvent event, WebhookContext context) {
    seen.add(context.webhook().id());
  }

  /** Returns the same claim each time, or fails, and records the calls. */
  static final class FixedStore implements EventStore {
    final List<String> calls = new ArrayList<>();
    private final Claim claim;
    boolean commitFails;

    FixedStore(Claim claim) {
      this.claim = claim;
    }

    @Override
    public Claim claim(EventKey event) throws IOException {
      calls.add("claim");
      if (claim == null) {
        calls.remove("begin");
        throw new IOException("no connection");
      }
      return claim;
    }

    @Override
    public void markHandled(EventKey event) {
      calls.add("markHandled");
    }

    @Override
    public void release(EventKey event) {
      calls.add("release");
    }

    @Override
    public void inTransaction(Work work) throws Exception {
      calls.add("begin");
      work.run();
      if (commitFails) {
        throw new IOException("commit failed");
      }
      calls.add("commit");
    }
  }
}
