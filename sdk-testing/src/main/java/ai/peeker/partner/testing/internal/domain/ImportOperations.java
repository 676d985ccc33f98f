package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.testing.internal.http.Routes;

/** Serves {@code /domains/import}. */
public final class ImportOperations {
  /** Adds the handlers of the operations. */
  public void register(Routes routes) {
    // No operation yet.
  }
}
