package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallEnd;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpRequest;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.model.NothingFoundException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decisions of one call. It receives events and returns the next step; it performs no I/O
 * and never waits. Each method is called when the step before it has been carried out.
 *
 * <p>{@link BlockingCalls} carries the steps out in the caller's thread, {@link AsyncCalls} on
 * futures. The latter may abort a call from another thread: history, permit and end are
 * thread-safe.
 */
final class CallExecution<T> {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final JsonCodec CODEC = new JsonCodec();

  private final CallContext context;
  private final ApiCall<T> call;
  private final CallOrder order;
  private final byte @Nullable [] body;
  private final CallHistory history;
  private final RetryDecider retries;
  private final CallExceptions exceptions;
  private final CallEvents events;
  private volatile @Nullable PermitRequest permit;
  private volatile @Nullable ApiKey sentKey;

  CallExecution(CallContext context, ApiCall<T> call, CallOrder order) {
    this.context = context;
    this.call = call;
    this.order = order;
    boolean hasBytes = call.bodyBytes() != null || call.body() == null;
    this.body = hasBytes ? call.bodyBytes() : CODEC.write(call.body());
    TransportConfig config = context.config();
    this.history = new CallHistory(context.time(), config.timeouts().call(), order);
    this.retries = new RetryDecider(config.retryPolicy(), context.budget(), call.retrySafety());
    this.exceptions = new CallExceptions(call, history, order.isOrder(), context.time());
    this.events = new CallEvents(config.listeners(), call);
    order.callStarted();
  }

  /** Returns the events of the call, for those that only its driver sees. */
  CallEvents events() {
    return events;
  }

  /** Starts the call, or its next attempt. */
  Step<T> next() {
    if (context.closed().getAsBoolean()) {
      return fail(exceptions.clientClosed());
    }
    try {
      CallException rejection = order.rejection(exceptions, history);
      if (rejection != null) {
        return fail(rejection);
      }
      ApiKey current = context.config().apiKey().get();
      rejection = rejection(current);
      return rejection == null ? acquire(current) : fail(rejection);
    } catch (Throwable e) { // the caller's key supplier or limiter
      return callerCodeFailed(e);
    }
  }

  /** The server recognizes a repetition only in the environment of the first attempt. */
  private @Nullable CallException rejection(ApiKey current) {
    ApiKey sent = sentKey;
    if (sent != null
        && sent.kind() != current.kind()
        && call.retrySafety() == RetrySafety.SAME_BYTES
        && history.outcomeOfThisCall() == Outcome.UNKNOWN) {
      return exceptions.environmentChanged();
    }
    return order.rejection(exceptions, current);
  }

  private Step<T> acquire(ApiKey current) {
    Duration maxWait = history.timeLeft();
    RateLimiter limiter = context.config().limiter().apply(current);
    PermitRequest request = new PermitRequest(limiter, maxWait, context.time());
    permit = request;
    return new Step.Acquire<>(request.future(), maxWait, current);
  }

  /** Continues after the wait for a permit, which was granted or denied, or took too long. */
  Step<T> permitAwaited(Step.Acquire<T> acquire, Duration waited) {
    if (waited.compareTo(Duration.ZERO) > 0) {
      history.addLimiterWait(waited);
      events.waiting(WaitReason.CLIENT_RATE_LIMIT, waited);
    }
    Throwable denial = Objects.requireNonNull(permit).failure();
    Throwable failure = denial == null ? tooLate() : exceptions.permitDenied(denial);
    if (failure != null) {
      permitUnused();
      return fail(failure);
    }
    return startAttempt(acquire.key());
  }

  private Step<T> startAttempt(ApiKey key) {
    sentKey = key;
    history.attemptStarted();
    int number = history.attempts().size() + 1;
    retries.attemptStarted(number);
    Map<String, String> headers = events.attemptStarts(number);
    return new Step.Send<>(
        new HttpRequest(call, headers, key, body, attemptTimeout(), startWithin()));
  }

  private @Nullable CallException tooLate() {
    if (context.closed().getAsBoolean()) {
      return exceptions.clientClosed();
    }
    if (history.timeLeft().compareTo(SHORTEST) < 0) {
      return exceptions.timedOut(null);
    }
    return resumeTimeLeft().compareTo(Duration.ZERO) <= 0
        ? order.windowClosed(exceptions, history)
        : null;
  }

  private Duration resumeTimeLeft() {
    return call.retrySafety() == RetrySafety.SAME_BYTES
        ? history.progress(call.notAfter()).resumableFor()
        : history.timeLeft();
  }

  /** A request may wait in a dispatcher's queue; after this time it must not leave it. */
  private Duration startWithin() {
    Duration ofCall = CallHistory.min(history.timeLeft(), resumeTimeLeft());
    return CallHistory.min(ofCall, Objects.requireNonNull(permit).timeLeft());
  }

  private Duration attemptTimeout() {
    Duration timeout = CallHistory.min(startWithin(), context.config().timeouts().attempt());
    return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout; // 0 would be no limit
  }

  /** Continues after a response was read. */
  Step<T> responded(RawResponse received) {
    release(Permit::release);
    try {
      Redactor redactor = new Redactor(Objects.requireNonNull(sentKey).secret(), call.body());
      RawResponse response = redactor.redactHeaders(received);
      return response.isSuccess() ? succeeded(response, redactor) : rejected(response, redactor);
    } catch (Throwable e) {
      return callerCodeFailed(e);
    }
  }

  private Step<T> succeeded(RawResponse response, Redactor redactor) {
    SuccessResponse<T> success = SuccessResponse.of(response, call, CODEC);
    events.attemptEnded(history.responded(response, success.proves()));
    retries.succeeded();
    if (success.failure() instanceof Error error) {
      throw error;
    }
    if (success.failure() instanceof NothingFoundException) {
      return fail(exceptions.nothingFound(response, redactor));
    }
    return success.failure() instanceof Exception e
        ? fail(exceptions.unreadable(response, e, redactor))
        : new Step.Succeed<>(
            Objects.requireNonNull(success.response()).withAttempts(history.attempts()));
  }

  private Step<T> rejected(RawResponse response, Redactor redactor) {
    ErrorResponse error = ErrorResponse.of(response, CODEC);
    events.attemptEnded(
        history.responded(response, error.mayHaveActed() ? Outcome.UNKNOWN : Outcome.REJECTED));
    Duration retryAfter = RetryAfter.of(response, error.details(), context.time().now());
    RetryDecider.Progress progress = history.progress(call.notAfter());
    double random = context.time().random();
    if (error.isRateLimit() && !error.mayHaveActed()) {
      Decision decision = retries.afterRateLimit(progress, retryAfter, random);
      Objects.requireNonNull(permit)
          .pauseLimiter(retryAfter == null ? decision.delay() : retryAfter);
      return retryOrFail(decision, WaitReason.SERVER_RATE_LIMIT, error, redactor);
    }
    if (response.status() >= 500) {
      Decision decision = retries.afterFailure(progress, true, retryAfter, random);
      return retryOrFail(decision, WaitReason.BACKOFF, error, redactor);
    }
    return fail(exceptions.rejected(error, null, redactor));
  }

  private Step<T> retryOrFail(
      Decision decision, WaitReason reason, ErrorResponse error, Redactor redactor) {
    return decision.again()
        ? delay(decision, reason)
        : fail(exceptions.rejected(error, decision, redactor));
  }

  /** Continues after an exchange without a response. */
  Step<T> exchangeFailed(ExchangeException failure) {
    boolean sent = failure.mayHaveBeenSent();
    if (failure.isCallerCode()) {
      attemptAborted(sent, CallExceptions.codeFailed(failure.failure()));
      return callerCodeFailed(failure.failure());
    }
    release(sent ? Permit::releaseWithoutResponse : Permit::releaseUnused);
    events.attemptEnded(history.failed(failure));
    Decision decision =
        retries.afterFailure(
            history.progress(call.notAfter()),
            failure.mayHaveBeenProcessed(),
            null,
            context.time().random());
    return decision.again()
        ? delay(decision, WaitReason.BACKOFF)
        : fail(exceptions.noResponse(failure, decision));
  }

  private Step<T> delay(Decision decision, WaitReason reason) {
    Duration delay = decision.delay() == null ? Duration.ZERO : decision.delay();
    history.waiting(delay);
    events.waiting(reason, delay);
    return new Step.Delay<>(delay);
  }

  /** Ends the call: code of the caller failed before a request was handed over. */
  private Step<T> callerCodeFailed(Throwable failure) {
    return fail(exceptions.callerCodeFailed(failure));
  }

  /** Records that an exchange was ended on this side. */
  void attemptAborted(boolean mayHaveBeenSent, String reason) {
    release(mayHaveBeenSent ? Permit::releaseWithoutResponse : Permit::releaseUnused);
    events.attemptEnded(history.aborted(mayHaveBeenSent, reason));
  }

  /** Records that the call was ended while its response was being read. */
  void responseAbandoned() {
    history.mayHaveActed();
  }

  /** Leaves the queue, or releases the permit, because no request follows. */
  void permitUnused() {
    release(Permit::releaseUnused);
  }

  private void release(Consumer<Permit> how) {
    PermitRequest held = permit;
    if (held != null) {
      held.release(how);
    }
  }

  /** Ends the call: its thread was interrupted, perhaps before it started. */
  Step<T> interrupted(boolean started) {
    permitUnused();
    return fail(exceptions.interrupted(started));
  }

  /** Returns the failure of a call whose time is over. */
  Throwable timedOut() {
    return withPendingOrder(exceptions.timedOut(null));
  }

  private Step<T> fail(Throwable failure) {
    return new Step.Fail<>(withPendingOrder(failure));
  }

  private Throwable withPendingOrder(Throwable failure) {
    return order.withPendingOrder(failure, body, history, sentKey);
  }

  /** Notifies the listener once that the call is over, before its caller can know. */
  void end(@Nullable Throwable failure) {
    if (events.end()) {
      order.callEnded(failure == null || OutcomeText.isOpen(history.outcomeOfThisCall()));
      Outcome outcome = failure instanceof CallException e ? e.outcome() : history.outcome();
      events.ended(
          failure == null
              ? CallEnd.success(history.attempts(), history.sinceStart())
              : CallEnd.failure(history.attempts(), history.sinceStart(), failure, outcome));
    }
  }
}
