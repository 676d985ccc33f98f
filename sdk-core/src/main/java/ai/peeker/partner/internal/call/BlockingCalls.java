package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Carries calls out in the caller's thread, so that everything bound to it works: trace context,
 * MDC, security context, virtual threads. An interrupt ends a wait or an exchange.
 */
final class BlockingCalls {
  private final CallResources resources;
  private final TimeSource time;

  BlockingCalls(CallResources resources) {
    this.resources = resources;
    this.time = resources.time();
  }

  /**
   * Carries a call out.
   *
   * @throws Throwable the failure of the call, as it is
   */
  <T> ApiResponse<T> run(CallExecution<T> execution) throws Throwable {
    Step<T> step = execution.next();
    while (!(step instanceof Step.Succeed<T> success)) {
      if (step instanceof Step.Acquire<T> acquire) {
        step = acquire(execution, acquire);
      } else if (step instanceof Step.Delay<T> delay) {
        step = delay(execution, delay.duration());
      } else if (step instanceof Step.Fail<T> fail) {
        execution.end(fail.failure());
        throw fail.failure();
      } else {
        throw new IllegalStateException("a request without a permit: " + step);
      }
    }
    execution.end(null);
    return success.response();
  }

  private <T> Step<T> acquire(CallExecution<T> execution, Step.Acquire<T> acquire) {
    PermitRequest request;
    Duration waited = Duration.ZERO;
    try {
      request = PermitRequest.of(acquire.limiter(), acquire.maxWait());
      if (!request.future().isDone()) {
        waited = await(request, acquire.maxWait());
      }
    } catch (InterruptedException e) {
      return interrupted(execution);
    } catch (Throwable e) { // the caller's limiter
      return execution.callerCodeFailed(e);
    }
    if (!request.future().isDone()) { // a limiter whose futures cannot be canceled
      request.abandon();
      return execution.permitDenied(new CancellationException());
    }
    Throwable failure = request.failure();
    return failure == null
        ? send(execution, request.future().join(), waited)
        : execution.permitDenied(failure);
  }

  private Duration await(PermitRequest request, Duration maxWait) throws InterruptedException {
    long start = time.nanos();
    try {
      if (!time.await(request.future(), maxWait)) {
        request.future().cancel(false);
      }
    } catch (InterruptedException e) {
      request.abandon();
      throw e;
    }
    return Duration.ofNanos(time.nanos() - start);
  }

  private <T> Step<T> send(CallExecution<T> execution, Permit permit, Duration waited) {
    RawResponse response;
    try {
      Step<T> next = execution.permitGranted(waited);
      if (!(next instanceof Step.Send<T> send)) {
        return next;
      }
      response = resources.sender().execute(send.request());
    } catch (ExchangeException e) {
      return exchangeFailed(execution, e);
    } catch (Throwable e) { // not sent: code of the caller, such as an event listener
      return execution.callerCodeFailed(e);
    } finally {
      CallState.release(permit);
    }
    return execution.responded(response);
  }

  private static <T> Step<T> exchangeFailed(CallExecution<T> execution, ExchangeException failure) {
    if (!failure.isCallerCode() && Thread.currentThread().isInterrupted()) {
      execution.attemptAborted(failure.mayHaveBeenSent(), "the thread was interrupted");
      return new Step.Fail<>(execution.interrupted());
    }
    return execution.exchangeFailed(failure);
  }

  private <T> Step<T> delay(CallExecution<T> execution, Duration duration) {
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      time.sleep(duration);
    } catch (InterruptedException e) {
      return interrupted(execution);
    }
    return execution.next();
  }

  private static <T> Step<T> interrupted(CallExecution<T> execution) {
    Thread.currentThread().interrupt();
    return new Step.Fail<>(execution.interrupted());
  }
}
