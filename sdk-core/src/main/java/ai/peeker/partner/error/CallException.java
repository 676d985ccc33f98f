package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed. {@link #outcome()} says what it may have changed at the server,
 * {@link #attempts()} how it went.
 */
public abstract sealed class CallException extends PeekerException
    permits ApiException,
        CallInterruptedException,
        CallTimeoutException,
        CallerCodeException,
        ClientClosedException,
        ConnectionException,
        OrderOutcomeUnknownException,
        OrderWindowClosedException,
        UnreadableResponseException {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;
  private final transient @Nullable List<Attempt> attempts;
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
   * The moment from which on trying again makes sense.
   *
   * @return by the clock of the client; null if waiting alone does not help, or nobody knows
   */
  public final @Nullable Instant retryAt() {
    return retryAt;
  }

  /**
   * What the call may have changed at the server.
   *
   * @return never null
   */
  public final Outcome outcome() {
    return outcome;
  }

  /**
   * How the call went.
   *
   * @return every time that sending it was tried, in order, whether it went out or not; empty if
   *     the call ended before
   */
  public final List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /**
   * The server's id of the last request that it answered. Peeker's support looks calls up by it.
   *
   * @return null if no answer came, or none with an id
   */
  public final @Nullable String requestId() {
    String last = null;
    for (Attempt attempt : attempts()) {
      last = attempt.requestId() == null ? last : attempt.requestId();
    }
    return last;
  }
}
