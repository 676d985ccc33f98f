package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
import java.time.Duration;

/**
 * Carries calls out in the caller's thread, so that everything bound to it works: trace context,
 * MDC, security context, virtual threads. An interrupt ends a wait or an exchange.
 */
record BlockingCalls(CallContext context) {
  /**
   * Carries a call out.
   *
   * @throws Throwable the failure of the call, as it is
   */
  <T> ApiResponse<T> run(CallExecution<T> execution) throws Throwable {
    execution.events().callStarted();
    Step<T> step =
        Thread.currentThread().isInterrupted() ? execution.interrupted(false) : execution.next();
    while (true) {
      if (step instanceof Step.Acquire<T> acquire) {
        step = await(execution, acquire);
      } else if (step instanceof Step.Send<T> send) {
        step = send(execution, send);
      } else if (step instanceof Step.Delay<T> delay) {
        step = delay(execution, delay.duration());
      } else if (step instanceof Step.Succeed<T> success) {
        execution.end(null);
        return success.response();
      } else if (step instanceof Step.Fail<T> fail) {
        execution.end(fail.failure());
        throw fail.failure();
      }
    }
  }

  private <T> Step<T> await(CallExecution<T> execution, Step.Acquire<T> acquire) {
    if (acquire.permit().isDone()) {
      return execution.permitAwaited(acquire, Duration.ZERO);
    }
    execution.events().permitQueued();
    long start = context.time().nanos();
    try {
      boolean unused = context.time().await(acquire.permit(), acquire.maxWait());
    } catch (InterruptedException e) {
      return interrupted(execution);
    }
    return execution.permitAwaited(acquire, Duration.ofNanos(context.time().nanos() - start));
  }

  private <T> Step<T> send(CallExecution<T> execution, Step.Send<T> send) {
    RawResponse response;
    try {
      response = context.sender().execute(send.request());
    } catch (ExchangeException e) {
      if (e.isCallerCode() || !Thread.currentThread().isInterrupted()) {
        return execution.exchangeFailed(e);
      }
      execution.attemptAborted(e.mayHaveBeenSent(), "the thread was interrupted");
      return execution.interrupted(true);
    } catch (Throwable e) { // not sent: code of the caller, such as an event listener
      return execution.exchangeFailed(ExchangeException.ofCallerCode(false, e));
    }
    return execution.responded(response);
  }

  private <T> Step<T> delay(CallExecution<T> execution, Duration duration) {
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      context.time().sleep(duration);
    } catch (InterruptedException e) {
      return interrupted(execution);
    }
    return execution.next();
  }

  private static <T> Step<T> interrupted(CallExecution<T> execution) {
    Thread.currentThread().interrupt();
    return execution.interrupted(true);
  }
}
