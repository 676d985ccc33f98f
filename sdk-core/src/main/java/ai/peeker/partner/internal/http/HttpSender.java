package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.Cancellable;

/** Sends one request and reads its response to the end. */
public interface HttpSender {
  /**
   * Sends a request in the calling thread. An interrupt ends the exchange, and stays set.
   *
   * @throws ExchangeException if no response was read
   */
  RawResponse execute(HttpRequest request) throws ExchangeException;

  /**
   * Sends a request on another thread.
   *
   * @param callback called at most once
   * @throws ExchangeException if it could not be handed over; the callback may be called as well
   */
  Exchange enqueue(HttpRequest request, Callback callback) throws ExchangeException;

  /** A running exchange. */
  interface Exchange extends Cancellable {
    /**
     * Returns whether the server may see the request. False is final: a request that has not
     * started by now never starts.
     */
    boolean mayHaveBeenSent();
  }

  /** Receives the result of an exchange. */
  interface Callback {
    void onResponse(RawResponse response);

    void onFailure(ExchangeException failure);
  }
}
