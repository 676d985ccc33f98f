package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a call failed. {@link #outcome()} says whether it may have changed anything at the
 * server, and {@link #attempts()} lists its attempts.
 *
 * <pre>{@code
 * try {
 *   client.orders().create(order);
 * } catch (CallException e) {
 *   log(e.outcome() + " after " + e.attempts().size() + " attempts: " + e.getMessage());
 * }
 * }</pre>
 */
public abstract sealed class CallException extends PeekerException
    permits ApiException,
        CallInterruptedException,
        CallTimeoutException,
        CallerCodeException,
        ClientClosedException,
        ConnectionException,
        OrderNotCountedException,
        OrderOutcomeUnknownException,
        OrderWindowClosedException,
        UnreadableResponseException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final List<Attempt> attempts;
  private final @Nullable Instant retryAt;

  CallException(
      String message,
      Outcome outcome,
      List<Attempt> attempts,
      @Nullable Instant retryAt,
      @Nullable Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
    this.attempts = List.copyOf(attempts);
    this.retryAt = retryAt;
  }

  /**
   * Returns the earliest time at which a retry makes sense.
   *
   * @return by the clock of the client; null if it is unknown, or waiting alone does not help
   */
  public final @Nullable Instant retryAt() {
    return retryAt;
  }

  /**
   * Returns the outcome: whether the call was not sent, rejected or applied, or whether that is
   * unknown.
   *
   * @return never null
   */
  public final Outcome outcome() {
    return outcome;
  }

  /**
   * Returns the attempts of the call.
   *
   * @return each attempt in order, including those that were not sent; empty if the call ended
   *     before the first one
   */
  public final List<Attempt> attempts() {
    return attempts;
  }

  /**
   * Returns the request id of the last response. Peeker's support uses it to look up the call.
   *
   * @return null if no response with an id arrived
   */
  public final @Nullable String requestId() {
    return lastRequestId(attempts);
  }

  static @Nullable String lastRequestId(List<Attempt> attempts) {
    String last = null;
    for (Attempt attempt : attempts) {
      last = attempt.requestId() == null ? last : attempt.requestId();
    }
    return last;
  }
}
