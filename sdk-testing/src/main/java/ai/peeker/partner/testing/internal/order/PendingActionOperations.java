package ai.peeker.partner.testing.internal.order;

import ai.peeker.partner.testing.internal.http.Routes;

/** Serves {@code /orders/pending}. */
public final class PendingActionOperations {
  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    // No operation yet.
  }
}
