package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.Cancellable;
import java.time.Duration;
import okhttp3.Request;

/** Carries one request out and one answer in. */
public interface HttpSender {
  /**
   * Sends a request.
   *
   * @param request what to send
   * @param timeout how long the whole exchange may take
   * @param receiver told exactly once how it ended, unless it was cancelled
   * @return to cancel the exchange
   */
  Cancellable send(Request request, Duration timeout, Receiver receiver);

  /** Takes what came of an exchange. */
  interface Receiver {
    void answered(RawResponse answer);

    void failed(ExchangeException failure);

    /**
     * Something of the caller's own, such as an interceptor, threw what it should not.
     *
     * @param sent whether the request may have gone out by then
     */
    void broken(Throwable failure, boolean sent);
  }
}
