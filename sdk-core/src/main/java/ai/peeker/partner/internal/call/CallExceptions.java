package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.Attempt;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of one call. Each message is derived from the outcome that the call has at
 * that moment, so that the two never disagree.
 */
final class CallExceptions {
  private static final String CHECK_NETWORK = "check the base URL and the network, then call again";
  private static final String NOT_JSON =
      "It is not JSON: check that the base URL leads to the Peeker API, and that no proxy responds"
          + " in its place. ";

  private final ApiCall<?> call;
  private final CallHistory history;
  private final OutcomeText text;
  private final TimeSource time;

  /** Takes whether an open outcome is reported with the pending order and its remedy. */
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

  /** Returns the reason of an exchange that ended with a failure of code, not of the network. */
  static String codeFailed(Throwable failure) {
    return failure instanceof LinkageError
        ? "a class is missing or has another version"
        : "code supplied by the caller failed";
  }

  /**
   * Creates an exception from its message, and the state of the call that the message describes.
   */
  private interface Factory<E> {
    E create(String message, Outcome outcome, List<Attempt> attempts);
  }

  /**
   * Makes an exception.
   *
   * @param ifNotSent the remedy if nothing was sent; null if the problem names it
   */
  private <E> E make(Factory<E> factory, String problem, @Nullable String ifNotSent) {
    Outcome outcome = history.outcome();
    String message = call.operation() + problem + " " + text.of(outcome, ifNotSent);
    return factory.create(message.strip(), outcome, history.attempts());
  }

  private String notSent(String reason) {
    return " was not sent" + (history.mayBeARepetition() ? " again: " : ": ") + reason;
  }

  /** No response, and the call is not sent again. */
  CallException noResponse(ExchangeException failure, Decision decision) {
    Throwable cause = failure.failure();
    return cause instanceof InterruptedIOException && history.timeLeft().isZero()
        ? timedOut(cause)
        : make(
            (text, outcome, attempts) ->
                new ConnectionException(
                    text + " " + decision.note(), outcome, attempts, retryAt(decision), cause),
            " received no response: " + reason(failure) + ".",
            CHECK_NETWORK);
  }

  /**
   * A rejection by the server.
   *
   * @param decision why the call is not sent again, if it could have been
   */
  CallException rejected(ErrorResponse error, @Nullable Decision decision, Redactor redactor) {
    Outcome outcome = history.outcome();
    String note = text.ifOpen(outcome) + " " + (decision == null ? "" : decision.note());
    return error
        .toException(redactor)
        .attempts(history.attempts())
        .outcome(outcome)
        .note(note.isBlank() ? null : note.strip())
        .retryAt(decision == null ? null : retryAt(decision))
        .build();
  }

  /** A success with an empty list in place of the record. */
  CallException nothingFound(RawResponse response, Redactor redactor) {
    String message = "The response has an empty list in place of the record.";
    return rejection(ErrorCode.NOT_FOUND, message, history.outcome())
        .status(response.status())
        .rawBody(response.shownBody())
        .redactor(redactor::redact)
        .build();
  }

  /** A success that cannot be read. */
  CallException unreadable(RawResponse response, Exception why, Redactor redactor) {
    Outcome outcome = history.outcome();
    String id = response.requestId();
    String problem =
        outcome == Outcome.APPLIED
            ? "%s succeeded with HTTP %d, but its response cannot be read: %s. "
            : "%s received HTTP %d, but not the response that the API documents: %s. ";
    String reason =
        response.body().length == 0
            ? "the body is empty"
            : redactor.redact(String.valueOf(why.getMessage()));
    String message =
        String.format(Locale.ROOT, problem, call.operation(), response.status(), reason)
            + (response.looksLikeJson() ? "" : NOT_JSON)
            + text.ifOpen(outcome)
            + (id == null ? "" : " Peeker's support finds it by the request id " + id + ".");
    return new UnreadableResponseException(
        message, outcome, response.shownBody(), history.attempts());
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
            ? time.now().plusMillis(TimeUnit.MILLISECONDS.convert(exceeded.retryIn()))
            : null;
    String remedy =
        OutcomeText.isOpen(outcome)
            ? text.ifOpen(outcome)
            : (retryAt == null ? "Spread the calls" : "Call again at " + retryAt)
                + ", or set a longer timeout.";
    String problem =
        " exceeded the client-side rate limit: no permit is available before the deadline. ";
    return rejection(ErrorCode.RATE_LIMITED, call.operation() + problem + remedy, outcome)
        .retryAt(retryAt)
        .build();
  }

  /** The server would no longer recognize a repetition. */
  CallException resumeWindowClosed() {
    Outcome outcome = history.outcome();
    String problem = "the 24 hours in which the server recognizes a repetition are over. ";
    String remedy =
        outcome == Outcome.UNKNOWN
            ? new OutcomeText(RetrySafety.NEVER, false).ifOpen(outcome)
            : "Look the result up before you call again.";
    return new ConnectionException(
        call.operation() + notSent(problem + remedy), outcome, history.attempts(), null, null);
  }

  /** An attempt went to the sandbox and a repetition would be live, or the reverse. */
  CallException environmentChanged() {
    return make(
        (text, outcome, attempts) -> new ConnectionException(text, outcome, attempts, null, null),
        notSent(
            "the API key changed between sandbox and live, and only the environment of the first"
                + " attempt recognizes a repetition."),
        "call again");
  }

  /** A pending order that must not be sent with this key. */
  CallException belongsToAnotherEnvironment(PendingOrder pending, ApiKey key) {
    return invalid(
        String.format(
            Locale.ROOT,
            "The pending order belongs to a %1$s key, but this client uses a %2$s key. Resume it"
                + " with a client that uses a %1$s key. ",
            pending.environment(),
            key.kind().text()));
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
    return rejection(ErrorCode.INVALID_REQUEST, (problem + effect).strip(), outcome).build();
  }

  private ApiException.Builder rejection(ErrorCode code, String message, Outcome outcome) {
    return ApiException.builder(code, message).attempts(history.attempts()).outcome(outcome);
  }

  CallException timedOut(@Nullable Throwable cause) {
    return make(
        (text, outcome, attempts) -> new CallTimeoutException(text, outcome, attempts, cause),
        " did not finish within its timeout.",
        CHECK_NETWORK);
  }

  /**
   * The thread was interrupted.
   *
   * @param started false if it was interrupted before the call
   */
  CallException interrupted(boolean started) {
    return make(
        CallInterruptedException::new,
        started ? " was interrupted." : notSent("the thread is interrupted."),
        started ? "call again when the thread may go on" : null);
  }

  CallException clientClosed() {
    return make(
        ClientClosedException::new,
        notSent("the client is closed. Close it after its last call, or build another one."),
        null);
  }

  /** Code of the caller failed: its failure as it is, unless the server may know of the call. */
  Throwable callerCodeFailed(Throwable failure) {
    if (failure instanceof InterruptedException) { // thrown although it is not declared
      Thread.currentThread().interrupt();
      return interrupted(true);
    }
    return make(
        (text, outcome, attempts) ->
            outcome == Outcome.NOT_SENT
                ? unchecked(failure)
                : new CallerCodeException(text, outcome, attempts, failure),
        failure instanceof LinkageError
            ? " failed because a class is missing or has another version than its caller needs."
                + " Check the versions of the libraries, such as OkHttp. See the cause."
            : " failed in code supplied by the caller: API key supplier, rate limiter or"
                + " interceptor. See the cause.",
        "call again");
  }

  private static Throwable unchecked(Throwable failure) {
    return failure instanceof RuntimeException || failure instanceof Error
        ? failure
        : new IllegalStateException(failure);
  }

  private @Nullable Instant retryAt(Decision decision) {
    return decision.delay() == null ? null : time.now().plus(decision.delay());
  }
}
