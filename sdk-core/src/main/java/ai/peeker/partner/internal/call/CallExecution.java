package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.CallListener.WaitReason;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.internal.call.CallState.Phase;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.model.RateLimitReason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: limit, send, perhaps wait and send again, read. No thread waits for it; each
 * station begins the next one and returns. Every attempt sends the same bytes.
 */
final class CallExecution<T> implements HttpSender.Receiver {
  private static final Duration GRACE = Duration.ofMillis(250); // for the usual ways to end in time
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Road road;
  private final ApiCall<T> call;
  private final @Nullable Object json;
  private final byte @Nullable [] body;
  private final CallHistory history;
  private final Retries retries;
  private final Failures failures;
  private final CallState state = new CallState();
  private final CompletableFuture<ApiResponse<T>> result = new CompletableFuture<>();
  private @Nullable Redactor redaction;
  private @Nullable ApiKey sentAs;
  private @Nullable Cancellable alarm;

  CallExecution(Road road, ApiCall<T> call) {
    this.road = road;
    this.call = call;
    this.json = call.body() == null ? null : call.body().toJson();
    this.body = call.bodyBytes() == null ? road.reader().write(json) : call.bodyBytes();
    this.history = new CallHistory(road.time(), road.timeout());
    this.retries = new Retries(road, call, history);
    this.failures = new Failures(call, history, road.time());
  }

  CompletableFuture<ApiResponse<T>> start() {
    // whatever hangs, in the network or in what the caller brought: the call does not
    alarm = road.time().alarm(road.timeout().plus(GRACE), () -> road.onItsThreads(this::timeIsUp));
    limit();
    return result;
  }

  private void timeIsUp() {
    if (stop("the call's time was up")) {
      result.completeExceptionally(failures.timeIsUp());
    }
  }

  /**
   * Ends the call at once, whatever it is doing.
   *
   * @return false if it is over already, and its result is there or just coming
   */
  boolean stop(String why) {
    CallState.Stop stop = state.stop();
    if (stop == null) {
      return false;
    }
    if (stop.cut() != null) {
      stop.cut().cancel(); // before it is asked, or it could still begin to send
    }
    if (stop.phase() == Phase.SENDING) { // what nobody holds yet may go out
      boolean sent = stop.cut() == null || stop.cut().maybeSent();
      tellOfTheEnd(history.brokenOff(sent, why));
    } else if (stop.phase() == Phase.READING) {
      history.mayHaveActed();
    }
    end(history.outcome());
    return true;
  }

  CallHistory history() {
    return history;
  }

  // ---- limit

  private void limit() {
    int mine = state.beginWait();
    if (road.isClosed()) {
      fail(failures.clientIsClosed());
      return;
    }
    try {
      ApiKey key = road.writer().currentKey();
      if (isOfAnotherEnvironment(key)) {
        fail(failures.otherEnvironment());
        return;
      }
      CompletableFuture<Permit> place = road.limiter().apply(key).acquire(history.timeLeft());
      if (place == null) {
        throw new IllegalStateException(
            "The rate limiter returned null from acquire(…). Return a future.");
      }
      if (place.isDone()) {
        CompletableFuture<?> unused =
            place.whenComplete((granted, e) -> limited(key, granted, e, Duration.ZERO));
      } else {
        queue(mine, key, place);
      }
    } catch (Throwable e) { // a key supplier or a limiter of the caller's
      fail(failures.ofTheCaller(e));
    }
  }

  /** A repetition is recognised only in the environment that the first attempt went to. */
  private boolean isOfAnotherEnvironment(ApiKey key) {
    return sentAs != null
        && sentAs.kind() != key.kind()
        && call.retrySafety() == RetrySafety.SAME_BYTES
        && history.outcome() == Outcome.UNKNOWN;
  }

  private void queue(int mine, ApiKey key, CompletableFuture<Permit> place) {
    long from = road.time().nanos();
    Cancellable timer = road.time().schedule(history.timeLeft(), () -> place.cancel(false));
    state.hold(mine, () -> place.cancel(false));
    CompletableFuture<?> unused = place.whenComplete((granted, e) -> timer.cancel());
    unused =
        place.whenCompleteAsync(
            (granted, e) -> limited(key, granted, e, Duration.ofNanos(road.time().nanos() - from)),
            road::onItsThreads);
  }

  private void limited(
      ApiKey key, @Nullable Permit granted, @Nullable Throwable failure, Duration waited) {
    if (granted == null) {
      Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
      boolean full =
          why instanceof RateLimitExceededException || why instanceof CancellationException;
      if (why == null) {
        why = new IllegalStateException("The rate limiter completed its future with null.");
      }
      fail(full ? failures.noRoom(why) : failures.ofTheCaller(why));
      return;
    }
    CallException tooLate = tooLate();
    if (tooLate != null || !state.keep(granted)) {
      CallState.giveBack(granted);
      if (tooLate != null) {
        fail(tooLate);
      }
      return;
    }
    if (waited.compareTo(Duration.ZERO) > 0) {
      history.waitedInLimiter(waited);
      road.tell(l -> l.onWait(call.operation(), WaitReason.CLIENT_RATE_LIMIT, waited));
    }
    send(key);
  }

  private @Nullable CallException tooLate() {
    if (road.isClosed()) {
      return failures.clientIsClosed();
    }
    if (history.timeLeft().compareTo(SHORTEST) < 0) {
      return failures.timeIsUp();
    }
    return resumableFor().compareTo(Duration.ZERO) <= 0 ? failures.windowIsOver() : null;
  }

  private Duration resumableFor() {
    return call.retrySafety() == RetrySafety.SAME_BYTES
        ? history.progress(call.notAfter()).resumableFor()
        : road.attemptTimeout();
  }

  // ---- send

  private void send(ApiKey key) {
    try {
      Request request = road.writer().write(call, key, body);
      redaction = new Redactor(key.secret(), json);
      sentAs = key;
      history.begin();
      int number = history.attempts().size() + 1;
      retries.attempt(number);
      road.tell(l -> l.onAttemptStart(call.operation(), number));
      int mine = state.beginSend();
      if (mine > 0) {
        state.hold(mine, road.wire().send(request, timeout(), this));
      }
    } catch (Throwable e) { // not sent: what throws here is the caller's, such as an event listener
      state.release();
      fail(failures.ofTheCaller(e));
    }
  }

  private Duration timeout() {
    Duration timeout = shorter(shorter(history.timeLeft(), road.attemptTimeout()), resumableFor());
    return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout; // 0 is "for ever"
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void answered(RawResponse received) {
    if (!state.endExchange()) {
      return; // stopped in the meantime
    }
    try {
      RawResponse answer = redaction().apply(received);
      tellOfTheEnd(history.answered(answer));
      if (state.isStopped()) {
        return;
      }
      if (answer.isSuccess()) {
        succeed(answer);
      } else {
        refused(answer);
      }
    } catch (Throwable e) {
      fail(e instanceof CallException ? e : failures.ofTheCaller(e));
    }
  }

  @Override
  public void failed(ExchangeException e) {
    if (!state.endExchange()) {
      return; // stopped in the meantime
    }
    tellOfTheEnd(history.failed(e));
    if (state.isStopped()) {
      return;
    }
    Decision decision = retries.afterFailure(e.sent(), null);
    if (decision.again()) {
      waitThenGo(decision, WaitReason.BACKOFF);
    } else {
      fail(failures.noAnswer(e, decision));
    }
  }

  @Override
  public void broken(Throwable failure, boolean sent) {
    if (!state.endExchange()) {
      return; // stopped in the meantime
    }
    tellOfTheEnd(history.brokenOff(sent, "something of the caller's own failed"));
    fail(failures.ofTheCaller(failure));
  }

  // ---- again?

  private void refused(RawResponse answer) {
    ApiException.Builder failure = road.reader().failure(answer, redaction());
    ApiException refusal = failure.build();
    if (refusal.outcome() == Outcome.UNKNOWN) { // an internal error, whatever its status
      history.mayHaveActed();
    }
    Duration serverWait = RetryAfter.of(answer, refusal.details(), road.time().now());
    if (answer.status() == 429 && !isCapacity(refusal)) {
      Decision decision = retries.afterRateLimit(serverWait);
      pauseAll(serverWait == null ? decision.delay() : serverWait);
      follow(decision, failure, WaitReason.SERVER_RATE_LIMIT);
    } else if (answer.status() >= 500) {
      follow(retries.afterFailure(true, serverWait), failure, WaitReason.BACKOFF);
    } else {
      fail(failures.refused(failure));
    }
  }

  /** Waiting does not help against a full Cloudflare account. */
  private static boolean isCapacity(ApiException refusal) {
    return RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY
        .value()
        .equals(refusal.details().get("reason"));
  }

  private void pauseAll(@Nullable Duration wait) {
    if (wait != null && sentAs != null) { // the key that was refused, not one that came since
      try {
        road.limiter().apply(sentAs).pause(wait);
      } catch (Throwable e) { // a limiter of the caller's: this call waits all the same
        // and there is no logger to tell
      }
    }
  }

  private void follow(Decision decision, ApiException.Builder failure, WaitReason reason) {
    if (decision.again()) {
      waitThenGo(decision, reason);
    } else {
      fail(failures.refused(failure, decision));
    }
  }

  private void waitThenGo(Decision decision, WaitReason reason) {
    Duration wait = decision.delay() == null ? Duration.ZERO : decision.delay();
    history.waiting(wait);
    road.tell(l -> l.onWait(call.operation(), reason, wait));
    int mine = state.beginWait();
    state.hold(mine, road.time().schedule(wait, () -> road.onItsThreads(this::limit)));
  }

  // ---- end

  private void succeed(RawResponse answer) {
    retries.succeeded();
    ApiResponse<T> response = road.reader().success(call, answer, redaction(), history);
    end(null);
    result.complete(response);
  }

  private void fail(Throwable e) {
    end(e instanceof CallException failed ? failed.outcome() : history.outcome());
    result.completeExceptionally(e);
  }

  /** Tells once that the call is over, before its caller can know. */
  private void end(@Nullable Outcome outcome) {
    if (alarm != null) {
      alarm.cancel();
    }
    if (state.endOnce()) {
      road.tell(l -> l.onCallEnd(call.operation(), history.attempts().size(), outcome));
    }
  }

  private void tellOfTheEnd(Attempt attempt) {
    road.tell(l -> l.onAttemptEnd(call.operation(), attempt));
  }

  private Redactor redaction() {
    return redaction == null ? new Redactor(road.writer().currentKey().secret(), json) : redaction;
  }
}
