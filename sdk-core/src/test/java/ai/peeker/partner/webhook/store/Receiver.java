package ai.peeker.partner.webhook.store;

import static org.assertj.core.api.Assertions.fail;

import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testkit.WebhookSigner;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import ai.peeker.partner.webhook.WebhookVerifier;
import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A receiver as a partner has it: a handler with a store, to which signed events are delivered. */
final class Receiver {
  private static final String SECRET = "whsec_test";
  private static final long SIGNED_AT = Events.START + 1_000_000; // after each event

  /** The effect that must happen once for each event. */
  @FunctionalInterface
  interface Effect {
    void on(EventKey event) throws Exception;
  }

  /** Thrown by an effect that fails because the test wants it to. */
  static final class FailedOnPurposeException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final WebhookHandler handler;

  Receiver(EventStore store, Effect effect) {
    this(store, effect, event -> {});
  }

  Receiver(EventStore store, Effect effect, Effect afterDone) {
    WebhookVerifier verifier =
        WebhookVerifier.builder().secret("test", Secret.of(SECRET)).withoutTolerance().build();
    this.handler =
        WebhookHandler.builder(verifier)
            .store(new StoreWithHook(store, afterDone))
            .executor(Runnable::run)
            .on(OrderInProgressEvent.class, (event, context) -> effect.on(context.webhook().key()))
            .fallback((event, context) -> fail("has another type: " + context))
            .build();
  }

  /** Delivers an event once. Returns {@code NEW} for {@code STALE}, too. */
  Claim deliver(EventKey event) throws Exception {
    byte[] body = body(event).getBytes(StandardCharsets.UTF_8);
    String signature = new WebhookSigner(SECRET).sign(SIGNED_AT, event.id(), body);
    WebhookResult result =
        handler.handle(
            Map.of(
                "Peeker-Event-Id", List.of(event.id()),
                "Peeker-Timestamp", List.of(Long.toString(SIGNED_AT)),
                "Peeker-Signature", List.of(signature)),
            body);
    return switch (result.kind()) {
      case HANDLED -> Claim.NEW;
      case DUPLICATE -> Claim.HANDLED;
      case IN_PROGRESS -> Claim.IN_PROGRESS;
      default -> {
        if (result.failure().orElse(null) instanceof FailedOnPurposeException failure) {
          throw failure;
        }
        throw new AssertionError(result.toString(), result.failure().orElse(null));
      }
    };
  }

  private static String body(EventKey event) {
    String subject = event.subject() == null ? "" : "\"id\":\"" + event.subject() + "\"";
    return "{\"id\":\""
        + event.id()
        + "\",\"type\":\"order.in_progress\",\"created_at\":\""
        + event.createdAt().orElse(Instant.ofEpochSecond(Events.START))
        + "\",\"data\":{"
        + subject
        + "}}";
  }

  /** A store that runs an effect at the end of its transaction. */
  private record StoreWithHook(EventStore store, Effect afterDone) implements EventStore {
    @Override
    public Claim claim(EventKey event) throws Exception {
      return store.claim(event);
    }

    @Override
    public void markHandled(EventKey event) throws Exception {
      store.markHandled(event);
      afterDone.on(event);
    }

    @Override
    public void release(EventKey event) throws Exception {
      store.release(event);
    }

    @Override
    public void inTransaction(Work work) throws Exception {
      store.inTransaction(work);
    }
  }

  /**
   * Delivers all, by so many threads at once; an event that is in progress or fails on purpose is
   * delivered again behind the others. Gives how often each claim was found, and how often it
   * failed.
   */
  Tally deliver(List<EventKey> events, int threads) throws Exception {
    Queue<EventKey> queue = new ConcurrentLinkedQueue<>(events);
    ExecutorService crowd = Executors.newFixedThreadPool(threads);
    Tally sum = new Tally();
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(crowd.submit(() -> deliverAll(queue)));
      }
      for (Future<Tally> part : parts) {
        sum.add(part.get());
      }
    } finally {
      crowd.shutdownNow();
    }
    return sum;
  }

  private Tally deliverAll(Queue<EventKey> queue) throws Exception {
    Tally tally = new Tally();
    for (EventKey event = queue.poll(); event != null; event = queue.poll()) {
      try {
        Claim claim = deliver(event);
        tally.claims.merge(claim, 1, Integer::sum);
        if (claim == Claim.IN_PROGRESS) {
          queue.add(event);
        }
      } catch (FailedOnPurposeException e) {
        tally.failures++;
        queue.add(event);
      }
    }
    return tally;
  }

  /** The results of many deliveries. */
  static final class Tally {
    private final Map<Claim, Integer> claims = new EnumMap<>(Claim.class);
    private int failures;

    private void add(Tally other) {
      other.claims.forEach((claim, count) -> claims.merge(claim, count, Integer::sum));
      failures += other.failures;
    }

    int of(Claim claim) {
      return claims.getOrDefault(claim, 0);
    }

    int failures() {
      return failures;
    }

    @Override
    public String toString() {
      return claims + ", failed " + failures;
    }
  }
}
