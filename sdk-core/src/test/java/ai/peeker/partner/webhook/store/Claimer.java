package ai.peeker.partner.webhook.store;

import ai.peeker.partner.webhook.store.EventStore.Claim;
import ai.peeker.partner.webhook.store.Receiver.Effect;
import java.util.concurrent.atomic.AtomicReference;

/** Uses a store as a handler does, so that a test sees each claim and each exception. */
final class Claimer {
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
      store.inTransaction(
          () -> {
            Claim claim = store.claim(event);
            found.set(claim);
            if (claimed(claim)) {
              effect.on(event);
              store.markHandled(event);
              afterDone.on(event);
            }
          });
    } catch (Exception e) {
      if (claimed(found.get())) {
        store.release(event);
      }
      throw e;
    }
    return found.get();
  }

  private static boolean claimed(Claim claim) {
    return claim == Claim.NEW || claim == Claim.STALE;
  }
}
