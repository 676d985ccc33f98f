package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpRequest;
import ai.peeker.partner.internal.http.RawResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decisions of one call. It receives events and returns the next step; it performs no I/O
 * and never waits. Each method is called when the step before it has been carried out.
 *
 * <p>{@link BlockingCalls} carries the steps out in the caller's thread, {@link AsyncCalls} on
 * futures. The latter may abort a call from another thread: history and end are thread-safe.
 */
final class CallExecution<T> {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final TransportConfig config;
  private final CallResources resources;
  private final ApiCall<T> call;
  private final ResponseReader reader;
  private final @Nullable Object json;
  private final byte @Nullable [] body;
  private final CallHistory history;
  private final RetryDecider retries;
  private final CallExceptions exceptions;
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable ApiKey key;
  private @Nullable ApiKey sentKey;

  CallExecution(
      TransportConfig config, CallResources resources, ResponseReader reader, ApiCall<T> call) {
    this.config = config;
    this.resources = resources;
    this.reader = reader;
    this.call = call;
    byte[] given = call.bodyBytes();
    this.json = given != null || call.body() == null ? null : call.body().toJson();
    this.body = given != null ? given : json == null ? null : reader.codec().write(json);
    this.history = new CallHistory(resources.time(), config.timeouts().call());
    this.retries = new RetryDecider(config.retryPolicy(), resources.budget(), call.retrySafety());
    this.exceptions = new CallExceptions(call, history, resources.time());
  }

  /** Starts the call, or its next attempt. */
  Step<T> next() {
    if (resources.closed().getAsBoolean()) {
      return new Step.Fail<>(exceptions.clientClosed());
    }
    try {
      ApiKey current = config.apiKey().get();
      key = current;
      return environmentChanged(current)
          ? new Step.Fail<>(exceptions.environmentChanged())
          : new Step.Acquire<>(config.limiter().apply(current), history.timeLeft());
    } catch (Throwable e) { // the caller's key supplier
      return new Step.Fail<>(exceptions.callerCodeFailed(e));
    }
  }

  /** The server recognizes a repetition only in the environment of the first attempt. */
  private boolean environmentChanged(ApiKey current) {
    return sentKey != null
        && sentKey.kind() != current.kind()
        && call.retrySafety() == RetrySafety.SAME_BYTES
        && history.outcome() == Outcome.UNKNOWN;
  }

  /** Continues after a permit was granted. If the next step is no request, it was not used. */
  Step<T> permitGranted(Duration waited) {
    CallException tooLate = tooLate();
    if (tooLate != null) {
      return new Step.Fail<>(tooLate);
    }
    if (waited.compareTo(Duration.ZERO) > 0) {
      history.addLimiterWait(waited);
      notifyWait(WaitReason.CLIENT_RATE_LIMIT, waited);
    }
    ApiKey current = requireKey();
    sentKey = current;
    history.attemptStarted();
    int number = history.attempts().size() + 1;
    retries.attemptStarted(number);
    notifyListener(listener -> listener.onAttemptStart(call.operation(), number));
    return new Step.Send<>(new HttpRequest(call, current, body, attemptTimeout(), startWithin()));
  }

  private @Nullable CallException tooLate() {
    if (resources.closed().getAsBoolean()) {
      return exceptions.clientClosed();
    }
    if (history.timeLeft().compareTo(SHORTEST) < 0) {
      return exceptions.timedOut(null);
    }
    return resumeTimeLeft().compareTo(Duration.ZERO) <= 0 ? exceptions.resumeWindowClosed() : null;
  }

  private Duration resumeTimeLeft() {
    return call.retrySafety() == RetrySafety.SAME_BYTES
        ? history.progress(call.notAfter()).resumableFor()
        : config.timeouts().attempt();
  }

  private Duration attemptTimeout() {
    Duration timeout = min(min(history.timeLeft(), config.timeouts().attempt()), resumeTimeLeft());
    return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout; // 0 would be no limit
  }

  /** A request may wait in a dispatcher's queue; after this time it must not leave it. */
  private Duration startWithin() {
    Duration left = history.timeLeft();
    return call.retrySafety() == RetrySafety.SAME_BYTES ? min(left, resumeTimeLeft()) : left;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Ends the call: the limiter failed, or has no permit in time. */
  Step<T> permitDenied(@Nullable Throwable failure) {
    return new Step.Fail<>(exceptions.permitDenied(failure));
  }

  /** Continues after a response was read. */
  Step<T> responded(RawResponse received) {
    try {
      Redactor redactor = redactor();
      RawResponse response = redactor.redactHeaders(received);
      notifyAttemptEnd(history.responded(response));
      return response.isSuccess() ? succeed(response, redactor) : rejected(response, redactor);
    } catch (CallException e) { // a success that cannot be read
      return new Step.Fail<>(e);
    } catch (Throwable e) {
      return new Step.Fail<>(exceptions.callerCodeFailed(e));
    }
  }

  private Step<T> succeed(RawResponse response, Redactor redactor) {
    retries.succeeded();
    ApiResponse<T> result = reader.success(call, response, redactor, history);
    return new Step.Succeed<>(result);
  }

  private Step<T> rejected(RawResponse response, Redactor redactor) {
    ErrorResponse error = reader.error(response);
    if (error.mayHaveActed()) {
      history.mayHaveActed();
    }
    Duration retryAfter = RetryAfter.of(response, error.details(), resources.time().now());
    RetryDecider.Progress progress = history.progress(call.notAfter());
    double random = resources.time().random();
    if (error.isRateLimit()) {
      Decision decision = retries.afterRateLimit(progress, retryAfter, random);
      pauseLimiter(retryAfter == null ? decision.delay() : retryAfter);
      return retryOrFail(decision, WaitReason.SERVER_RATE_LIMIT, error, redactor);
    }
    if (error.status() >= 500) {
      Decision decision = retries.afterFailure(progress, true, retryAfter, random);
      return retryOrFail(decision, WaitReason.BACKOFF, error, redactor);
    }
    return new Step.Fail<>(exceptions.rejected(error, null, redactor));
  }

  private Step<T> retryOrFail(
      Decision decision, WaitReason reason, ErrorResponse error, Redactor redactor) {
    return decision.again()
        ? delay(decision, reason)
        : new Step.Fail<>(exceptions.rejected(error, decision, redactor));
  }

  /** Pauses all callers of the key that was rejected, not of one that replaced it since. */
  private void pauseLimiter(@Nullable Duration delay) {
    if (delay != null && sentKey != null) {
      try {
        config.limiter().apply(sentKey).pause(delay);
      } catch (Throwable e) { // the caller's limiter: this call waits nevertheless
        // there is no logger to report it to
      }
    }
  }

  /** Continues after an exchange without a response. */
  Step<T> exchangeFailed(ExchangeException failure) {
    if (failure.isCallerCode()) {
      attemptAborted(failure.mayHaveBeenSent(), "code supplied by the caller failed");
      return new Step.Fail<>(exceptions.callerCodeFailed(failure.failure()));
    }
    notifyAttemptEnd(history.failed(failure));
    Decision decision =
        retries.afterFailure(
            history.progress(call.notAfter()),
            failure.mayHaveBeenProcessed(),
            null,
            resources.time().random());
    return decision.again()
        ? delay(decision, WaitReason.BACKOFF)
        : new Step.Fail<>(exceptions.noResponse(failure, decision));
  }

  private Step<T> delay(Decision decision, WaitReason reason) {
    Duration delay = decision.delay() == null ? Duration.ZERO : decision.delay();
    history.waiting(delay);
    notifyWait(reason, delay);
    return new Step.Delay<>(delay);
  }

  /** Ends the call: it could not be carried out because code of the caller failed. */
  Step<T> callerCodeFailed(Throwable failure) {
    return new Step.Fail<>(exceptions.callerCodeFailed(failure));
  }

  /** Records that an exchange was ended on this side. */
  void attemptAborted(boolean mayHaveBeenSent, String reason) {
    notifyAttemptEnd(history.aborted(mayHaveBeenSent, reason));
  }

  /** Records that the call was ended while its response was being read. */
  void responseAbandoned() {
    history.mayHaveActed();
  }

  /** Returns the exception of a call whose thread was interrupted. */
  CallException interrupted() {
    return exceptions.interrupted();
  }

  /** Returns the exception of a call whose time is over. */
  CallException timedOut() {
    return exceptions.timedOut(null);
  }

  /** Notifies the listener once that the call is over, before its caller can know. */
  void end(@Nullable Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      Outcome outcome =
          failure instanceof CallException callFailure ? callFailure.outcome() : history.outcome();
      int attempts = history.attempts().size();
      config.notifyListener(
          listener ->
              listener.onCallEnd(call.operation(), attempts, failure == null ? null : outcome));
    }
  }

  private void notifyAttemptEnd(Attempt attempt) {
    notifyListener(listener -> listener.onAttemptEnd(call.operation(), attempt));
  }

  private void notifyWait(WaitReason reason, Duration duration) {
    notifyListener(listener -> listener.onWait(call.operation(), reason, duration));
  }

  /** After its end, a call that was canceled in the middle of a step has no more events. */
  private void notifyListener(Consumer<CallListener> event) {
    if (!ended.get()) {
      config.notifyListener(event);
    }
  }

  private ApiKey requireKey() {
    if (key == null) {
      throw new IllegalStateException("a permit was granted that was not requested");
    }
    return key;
  }

  private Redactor redactor() {
    Object secrets = json == null && call.body() != null ? call.body().toJson() : json;
    return new Redactor(requireKey().secret(), secrets);
  }
}
