package ai.peeker.partner.internal.http;

import java.time.Duration;
import okhttp3.Request;

/** Carries one request out and one answer in. */
interface Wire {
  /**
   * Sends a request.
   *
   * @param request what to send
   * @param timeout how long the whole exchange may take
   * @param receiver told exactly once how it ended, unless it was cancelled
   * @return to cancel the exchange
   */
  Ongoing send(Request request, Duration timeout, Receiver receiver);

  /** Takes what came of an exchange. */
  interface Receiver {
    void answered(Answer answer);

    void failed(NoAnswerException failure);

    /**
     * Something of the caller's own, such as an interceptor, threw what it should not.
     *
     * @param sent whether the request may have gone out by then
     */
    void broken(Throwable failure, boolean sent);
  }
}
