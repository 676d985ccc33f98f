package ai.peeker.partner.testing.internal.swap;

import ai.peeker.partner.testing.internal.http.Routes;

/** Serves {@code /swaps}. */
public final class SwapOperations {
  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    // No operation yet.
  }
}
