package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.EventKey;
import ai.peeker.partner.webhook.EventStore;
import ai.peeker.partner.webhook.EventStore.Claim;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** Uses a store as a handler does. */
final class Receiver {
  /** What is to happen once for each event. */
  @FunctionalInterface
  interface Effect {
    void on(EventKey event) throws Exception;
  }

  /** Thrown by an effect that fails because the test wants it to. */
  static final class FailedOnPurposeException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final EventStore store;
  private final Effect effect;
  private final Effect afterDone;

  Receiver(EventStore store, Effect effect) {
    this(store, effect, event -> {});
  }

  Receiver(EventStore store, Effect effect, Effect afterDone) {
    this.store = store;
    this.effect = effect;
    this.afterDone = afterDone;
  }

  /** One delivery. */
  Claim deliver(EventKey event) throws Exception {
    AtomicReference<Claim> found = new AtomicReference<>();
    try {
      store.around(
          () -> {
            Claim claim = store.claim(event);
            found.set(claim);
            if (isMine(claim)) {
              effect.on(event);
              store.done(event);
              afterDone.on(event);
            }
          });
    } catch (Exception e) {
      if (isMine(found.get())) {
        store.failed(event);
      }
      throw e;
    }
    return found.get();
  }

  private static boolean isMine(Claim claim) {
    return claim == Claim.NEW || claim == Claim.STALE;
  }

  /**
   * Delivers all, by so many threads at once; what is in work or fails on purpose is delivered
   * again behind the others. Gives how often each claim was found, and how often it failed.
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
        if (claim == Claim.IN_WORK) {
          queue.add(event);
        }
      } catch (FailedOnPurposeException e) {
        tally.failures++;
        queue.add(event);
      }
    }
    return tally;
  }

  /** What became of many deliveries. */
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
