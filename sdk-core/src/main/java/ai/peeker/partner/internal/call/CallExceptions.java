package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
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
  private final OutcomeText text;
  private final TimeSource time;

  /**
   * Creates the exceptions of a call.
   *
   * @param isOrder whether an open outcome is reported with the pending order and its remedy
   */
  CallExceptions(ApiCall<?> call, CallHistory history, boolean isOrder, TimeSource time) {
    this.call = call;
    this.history = history;
    this.text = new OutcomeText(call.retrySafety(), isOrder);
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
    Outcome outcome = history.outcome();
    return new ConnectionException(
        call.operation()
            + " received no response: "
            + reason(failure)
            + ". "
            + text.of(outcome, "check the base URL and the network, then call again")
            + " "
            + decision.note(),
        outcome,
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
    Outcome outcome = history.outcome();
    String note = text.ifOpen(outcome);
    if (decision != null) {
      note = (note + " " + decision.note()).strip();
    }
    return error
        .toException(redactor)
        .attempts(history.attempts())
        .outcome(outcome)
        .note(note.isEmpty() ? null : note)
        .retryAt(decision == null ? null : retryAt(decision))
        .build();
  }

  /** A success that cannot be read. */
  CallException unreadable(RawResponse response, Exception why, Redactor redactor) {
    Outcome outcome = history.outcome();
    String body = redactor.redact(response.body(), RawResponse.MAX_ERROR_BYTES);
    String problem = redactor.redact(String.valueOf(why.getMessage()));
    String id = response.requestId();
    return new UnreadableResponseException(
        call.operation()
            + (outcome == Outcome.APPLIED
                ? " succeeded with HTTP "
                    + response.status()
                    + ", but its response cannot be read: "
                : " received HTTP "
                    + response.status()
                    + ", but not the response that the API documents: ")
            + problem
            + ". "
            + (response.looksLikeJson()
                ? ""
                : "It is not JSON: check that the base URL leads to the Peeker API, and that no"
                    + " proxy responds in its place. ")
            + text.ifOpen(outcome)
            + (id == null ? "" : " Peeker's support finds it by the request id " + id + "."),
        outcome,
        body.isEmpty() ? null : body,
        history.attempts());
  }

  /** The limiter failed, or has no permit in time. */
  Throwable permitDenied(Throwable failure) {
    if (!(failure instanceof RateLimitExceededException
        || failure instanceof CancellationException)) {
      return callerCodeFailed(failure);
    }
    Outcome outcome = history.outcome();
    Instant retryAt =
        failure instanceof RateLimitExceededException exceeded
            ? time.now().plus(exceeded.retryIn())
            : null;
    String remedy =
        retryAt == null
            ? "Spread the calls, or set a longer timeout."
            : "Call again at " + retryAt + ", or set a longer timeout.";
    return ApiException.builder(
            ErrorCode.RATE_LIMITED,
            call.operation()
                + " exceeded the client-side rate limit: no permit is available before the"
                + " deadline. "
                + (OutcomeText.isOpen(outcome) ? text.ifOpen(outcome) : remedy))
        .retryAt(retryAt)
        .attempts(history.attempts())
        .outcome(outcome)
        .build();
  }

  /** The server would no longer recognize a repetition. */
  CallException resumeWindowClosed() {
    Outcome outcome = history.outcome();
    return new ConnectionException(
        call.operation()
            + " was not sent"
            + (history.mayBeARepetition() ? " again" : "")
            + ": the 24 hours in which the server recognizes a repetition are over. "
            + (outcome == Outcome.UNKNOWN
                ? new OutcomeText(RetrySafety.NEVER, false).ifOpen(outcome)
                : "Look the result up before you call again."),
        outcome,
        history.attempts(),
        null,
        null);
  }

  /** An attempt went to the sandbox and a repetition would be live, or the reverse. */
  CallException environmentChanged() {
    Outcome outcome = history.outcome();
    return new ConnectionException(
        notSent(
            outcome,
            "the API key changed between sandbox and live, and only the environment of the first"
                + " attempt recognizes a repetition.",
            "call again"),
        outcome,
        history.attempts(),
        null,
        null);
  }

  /** A pending order that must not be sent with this key. */
  CallException belongsToAnotherEnvironment(PendingOrder pending, ApiKey key) {
    return invalid(
        "The pending order belongs to a "
            + pending.environment()
            + " key, but this client uses a "
            + key.kind().text()
            + " key. Resume it with a client that uses a "
            + pending.environment()
            + " key. ");
  }

  /** A pending order whose 24 hours cannot be determined. */
  CallException fromTheFuture(PendingOrder pending) {
    return invalid(
        "The pending order was first sent at "
            + pending.firstSentAt()
            + ", but this machine's clock says "
            + time.now()
            + ". Correct the clock, or look for it among the orders of its user with"
            + " orders().list(…). ");
  }

  private CallException invalid(String problem) {
    Outcome outcome = history.outcome();
    String effect = outcome == Outcome.NOT_SENT ? "Nothing was sent." : text.ifOpen(outcome);
    return ApiException.builder(ErrorCode.INVALID_REQUEST, problem + effect)
        .attempts(history.attempts())
        .outcome(outcome)
        .build();
  }

  CallException timedOut(@Nullable Throwable cause) {
    Outcome outcome = history.outcome();
    return new CallTimeoutException(
        call.operation()
            + " did not finish within its timeout. "
            + text.of(outcome, "check the base URL and the network, then call again"),
        outcome,
        history.attempts(),
        cause);
  }

  /**
   * The thread was interrupted.
   *
   * @param started false if it was interrupted before the call
   */
  CallException interrupted(boolean started) {
    Outcome outcome = history.outcome();
    String advice = "call again when the thread may go on";
    return new CallInterruptedException(
        started
            ? call.operation() + " was interrupted. " + text.of(outcome, advice)
            : notSent(outcome, "the thread is interrupted.", null),
        outcome,
        history.attempts());
  }

  CallException clientClosed() {
    Outcome outcome = history.outcome();
    return new ClientClosedException(
        notSent(
            outcome,
            "the client is closed. Close it after its last call, or build another one.",
            null),
        outcome,
        history.attempts());
  }

  /** Code of the caller failed: its failure as it is, unless the server may know of the call. */
  Throwable callerCodeFailed(Throwable failure) {
    if (failure instanceof InterruptedException) { // thrown although it is not declared
      Thread.currentThread().interrupt();
      return interrupted(true);
    }
    Outcome outcome = history.outcome();
    return outcome == Outcome.NOT_SENT
        ? unchecked(failure)
        : new CallerCodeException(
            call.operation()
                + " failed in code supplied by the caller: API key supplier, rate limiter or"
                + " interceptor. See the cause. "
                + text.of(outcome, "call again"),
            outcome,
            history.attempts(),
            failure);
  }

  private static Throwable unchecked(Throwable failure) {
    return failure instanceof RuntimeException || failure instanceof Error
        ? failure
        : new IllegalStateException(failure);
  }

  private String notSent(Outcome outcome, String reason, @Nullable String ifNotSent) {
    String start =
        call.operation() + " was not sent" + (history.mayBeARepetition() ? " again: " : ": ");
    return outcome == Outcome.NOT_SENT && ifNotSent == null
        ? start + reason
        : start + reason + " " + text.of(outcome, String.valueOf(ifNotSent));
  }

  private @Nullable Instant retryAt(Decision decision) {
    return decision.delay() == null ? null : time.now().plus(decision.delay());
  }
}
