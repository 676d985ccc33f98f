package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of one call. Each message is derived from the outcome that the call has at
 * that moment, so that the two never disagree.
 */
final class CallExceptions {
  private final ApiCall<?> call;
  private final CallHistory history;
  private final TimeSource time;

  CallExceptions(ApiCall<?> call, CallHistory history, TimeSource time) {
    this.call = call;
    this.history = history;
    this.time = time;
  }

  /** Returns the reason of a failed exchange, for the history. */
  static String reason(ExchangeException failure) {
    Throwable cause = failure.failure();
    boolean sent = failure.mayHaveBeenSent();
    if (cause instanceof UnknownHostException) {
      return "the host name is unknown";
    }
    if (cause instanceof ConnectException) {
      return "the connection was refused";
    }
    if (sent && !failure.mayHaveBeenProcessed()) {
      return "the server did not process the request";
    }
    if (cause instanceof InterruptedIOException) {
      return sent ? "no response in time" : "no connection in time";
    }
    if (cause instanceof SSLException && !sent) { // once sent, it broke
      return "the TLS handshake failed";
    }
    return sent ? "the connection broke before the response was complete" : "the connection failed";
  }

  /** No response, and the call is not sent again. */
  CallException noResponse(ExchangeException failure, Decision decision) {
    if (failure.failure() instanceof InterruptedIOException && history.timeLeft().isZero()) {
      return timedOut(failure.failure());
    }
    return new ConnectionException(
        call.operation()
            + " received no response: "
            + reason(failure)
            + ". "
            + advice("check the base URL and the network, then call again")
            + " "
            + decision.note(),
        history.outcome(),
        history.attempts(),
        retryAt(decision),
        failure.failure());
  }

  /**
   * A rejection by the server.
   *
   * @param decision why the call is not sent again, if it could have been
   */
  CallException rejected(ErrorResponse error, @Nullable Decision decision, Redactor redactor) {
    ApiException.Builder exception =
        error.toException(redactor).attempts(history.attempts()).outcome(history.outcome());
    if (decision != null) {
      exception.note(decision.note()).retryAt(retryAt(decision));
    }
    return exception.build();
  }

  /** The limiter failed, or has no permit in time. */
  Throwable permitDenied(@Nullable Throwable failure) {
    if (!(failure instanceof RateLimitExceededException
        || failure instanceof CancellationException)) {
      return callerCodeFailed(
          failure == null ? new IllegalStateException("the limiter gave no permit") : failure);
    }
    Instant retryAt =
        failure instanceof RateLimitExceededException exceeded
            ? time.now().plus(exceeded.retryIn())
            : null;
    return ApiException.builder(
            ErrorCode.RATE_LIMITED,
            call.operation()
                + " exceeded the client-side rate limit: no permit is available before the"
                + " deadline. "
                + (retryAt == null
                    ? "Spread the calls, or set a longer timeout."
                    : "Call again at " + retryAt + ", or set a longer timeout."))
        .retryAt(retryAt)
        .attempts(history.attempts())
        .outcome(history.outcome())
        .build();
  }

  /** The server would no longer recognize a repetition. */
  CallException resumeWindowClosed() {
    return new ConnectionException(
        call.operation()
            + " was not sent"
            + again()
            + ": the 24 hours in which the server recognizes a repetition are over. Look the result"
            + " up before you call again.",
        history.outcome(),
        history.attempts(),
        null,
        null);
  }

  /** An attempt went to the sandbox and a repetition would be live, or the reverse. */
  CallException environmentChanged() {
    return new ConnectionException(
        call.operation()
            + " was not sent again: the API key changed between sandbox and live, and only the"
            + " environment of the first attempt recognizes a repetition. "
            + advice("call again"),
        history.outcome(),
        history.attempts(),
        null,
        null);
  }

  CallException timedOut(@Nullable Throwable cause) {
    return new CallTimeoutException(
        call.operation()
            + " did not finish within its timeout. "
            + advice("check the base URL and the network, then call again"),
        history.outcome(),
        history.attempts(),
        cause);
  }

  CallException interrupted() {
    return new CallInterruptedException(
        call.operation() + " was interrupted. " + advice("call again when the thread may go on"),
        history.outcome(),
        history.attempts());
  }

  CallException clientClosed() {
    return new ClientClosedException(
        call.operation()
            + " was not sent"
            + again()
            + ": the client is closed. Close it after its last call, or build another one.",
        history.outcome(),
        history.attempts());
  }

  /** Code of the caller failed: its failure as it is, unless the server may know of the call. */
  Throwable callerCodeFailed(Throwable failure) {
    return history.outcome() == Outcome.NOT_SENT
        ? unchecked(failure)
        : new CallerCodeException(
            call.operation()
                + " failed in code supplied by the caller: API key supplier, rate limiter or"
                + " interceptor. See the cause. "
                + advice("call again"),
            history.outcome(),
            history.attempts(),
            failure);
  }

  private static Throwable unchecked(Throwable failure) {
    return failure instanceof RuntimeException || failure instanceof Error
        ? failure
        : new IllegalStateException(failure);
  }

  private String again() {
    return history.attempts().isEmpty() ? "" : " again";
  }

  /** Returns the effect of the call and the remedy. */
  private String advice(String ifNotSent) {
    return switch (history.outcome()) {
      case NOT_SENT -> "Nothing was sent; " + ifNotSent + ".";
      case REJECTED -> "The server rejected it and changed nothing; call again later.";
      case APPLIED -> "The server carried it out; " + ifApplied();
      case UNKNOWN -> ifUnknown();
    };
  }

  private String ifApplied() {
    return switch (call.retrySafety()) {
      case ALWAYS -> "calling again changes nothing.";
      case SAME_BYTES -> "the same body may be sent again within 24 hours.";
      case NEVER -> "look the result up instead of calling again.";
    };
  }

  private String ifUnknown() {
    return switch (call.retrySafety()) {
      case ALWAYS -> "Calling again changes nothing.";
      case SAME_BYTES ->
          "The server may or may not have acted; the same body may be sent again within 24 hours.";
      case NEVER -> "The server may or may not have acted; look before you call again.";
    };
  }

  private @Nullable Instant retryAt(Decision decision) {
    return decision.delay() == null ? null : time.now().plus(decision.delay());
  }
}
