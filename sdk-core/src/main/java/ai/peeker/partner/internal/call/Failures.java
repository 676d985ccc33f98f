package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.ErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The exceptions of one call, each with the history and the outcome that it has by then. */
final class Failures {
  private final ApiCall<?> call;
  private final CallHistory history;
  private final TimeSource time;

  Failures(ApiCall<?> call, CallHistory history, TimeSource time) {
    this.call = call;
    this.history = history;
    this.time = time;
  }

  /** No answer came, and the call is not sent again. */
  CallException noAnswer(ExchangeException e, Decision decision) {
    boolean maybeActed = history.outcome() == Outcome.UNKNOWN;
    return connection(
        FailureText.of(call, e, maybeActed) + " " + decision.note(), moment(decision), e.failure());
  }

  /** The server refused, and the call is not sent again. */
  CallException refused(ApiException.Builder failure) {
    return failure.attempts(history.attempts()).outcome(history.outcome()).build();
  }

  /** The server refused, and the call could be sent again, but is not. */
  CallException refused(ApiException.Builder failure, Decision decision) {
    return refused(failure.note(decision.note()).retryAt(moment(decision)));
  }

  /** The limiter has no place in time. */
  CallException noRoom(@Nullable Throwable why) {
    Instant retryAt =
        why instanceof RateLimitExceededException full ? time.now().plus(full.retryIn()) : null;
    ApiException.Builder failure =
        ApiException.builder(
                ErrorCode.RATE_LIMITED,
                call.operation()
                    + " found no room in the rate limit of its API key before its deadline. "
                    + (retryAt == null
                        ? "Spread the calls, or give it a longer timeout."
                        : "Call again at " + retryAt + ", or give it a longer timeout."))
            .retryAt(retryAt);
    return refused(failure);
  }

  /** The server would no longer recognise a repetition. */
  CallException windowIsOver() {
    return connection(
        call.operation()
            + " was not sent: the 24 hours in which a repetition is recognised are over. Look"
            + " the result up before you call again.",
        null,
        null);
  }

  /** The whole time that the call had is over. */
  CallException timeIsUp() {
    return connection(
        call.operation()
            + " was not finished within its timeout. "
            + FailureText.advice(call, history.outcome() == Outcome.UNKNOWN),
        null,
        null);
  }

  /** An attempt went to the sandbox and a repetition would be a live one, or the reverse. */
  CallException otherEnvironment() {
    return connection(
        call.operation()
            + " was not sent again: the API key changed between sandbox and live, and only the"
            + " environment of the first attempt recognises a repetition. "
            + FailureText.advice(call, true),
        null,
        null);
  }

  /** Nothing goes out through a client that is closed. */
  CallException clientIsClosed() {
    return connection(
        call.operation()
            + " was not sent"
            + (history.attempts().isEmpty() ? "" : " again")
            + ": the client is closed. Close it when its last call is over, or build another one.",
        null,
        null);
  }

  /** The failure of what the caller brought: as it is, unless the server may know of the call. */
  Throwable ofTheCaller(Throwable why) {
    return history.outcome() == Outcome.NOT_SENT
        ? why
        : connection(
            call.operation()
                + " was broken off because something of the caller's own failed: the API key's"
                + " supplier, the rate limiter or an interceptor. The cause says how.",
            null,
            why);
  }

  private ConnectionException connection(
      String message, @Nullable Instant retryAt, @Nullable Throwable cause) {
    return new ConnectionException(message, history.outcome(), history.attempts(), retryAt, cause);
  }

  private @Nullable Instant moment(Decision decision) {
    return decision.delay() == null ? null : time.now().plus(decision.delay());
  }
}
