package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import java.util.concurrent.atomic.AtomicReference;

/** Uses a store as a handler does, so that a test sees each claim and each exception. */
final class Claimer {
  /** What is to happen once for each event. */
  @FunctionalInterface
  interface Effect {
    void on(EventKey event) throws Exception;
  }

  private final EventStore store;
  private final Effect effect;
  private final Effect afterDone;

  Claimer(EventStore store, Effect effect) {
    this(store, effect, event -> {});
  }

  Claimer(EventStore store, Effect effect, Effect afterDone) {
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
}
