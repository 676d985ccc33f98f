package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.Cancellable;

/** A running exchange. */
public interface Exchange extends Cancellable {
  /**
   * Returns whether the server may see the request. False is final: a request that has not started
   * by now never starts.
   */
  boolean mayHaveBeenSent();
}
