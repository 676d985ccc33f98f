package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.call.CallState.Phase;
import ai.peeker.partner.internal.http.Exchange;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.HttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.Cancellable;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Carries calls out on futures. No thread waits for a permit, a delay or a timeout. */
final class AsyncCalls {
  private static final Duration GRACE = Duration.ofMillis(250); // for the usual ways to end in time

  private final CallResources resources;
  private final Duration timeout;
  private final Executor callbacks;

  /**
   * Creates the driver.
   *
   * @param timeout of each call; whatever hangs, in the network or in code of the caller, the
   *     future does not
   * @param callbacks completes the futures
   */
  AsyncCalls(CallResources resources, Duration timeout, Executor callbacks) {
    this.resources = resources;
    this.timeout = timeout;
    this.callbacks = callbacks;
  }

  <T> CompletableFuture<ApiResponse<T>> start(CallExecution<T> execution) {
    Run<T> run = new Run<>(execution);
    CompletableFuture<ApiResponse<T>> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        visible.whenComplete((response, e) -> run.cancel()); // unless the call is over
    unused =
        run.result.whenComplete(
            (response, e) ->
                runOn(
                    callbacks,
                    () -> {
                      if (e == null) {
                        visible.complete(response);
                      } else {
                        visible.completeExceptionally(e);
                      }
                    }));
    run.start();
    return visible;
  }

  private void inBackground(Runnable task) {
    runOn(resources.background(), task);
  }

  private static void runOn(Executor executor, Runnable task) {
    AtomicBoolean started = new AtomicBoolean();
    Runnable once =
        () -> {
          if (started.compareAndSet(false, true)) {
            task.run();
          }
        };
    try {
      executor.execute(once);
    } catch (Throwable e) { // shut down, or no thread to be had: better here than never
      once.run();
    }
  }

  /** One running call. */
  private final class Run<T> implements HttpSender.Callback {
    private final CallExecution<T> execution;
    private final CallState state = new CallState();
    private final CompletableFuture<ApiResponse<T>> result = new CompletableFuture<>();
    private volatile @Nullable Cancellable timer;

    Run(CallExecution<T> execution) {
      this.execution = execution;
    }

    void start() {
      timer =
          resources.time().scheduleTimeout(timeout.plus(GRACE), () -> inBackground(this::timeOut));
      carryOut(execution.next());
    }

    private void carryOut(Step<T> step) {
      if (state.isOver()) {
        return; // the result is there
      }
      if (step instanceof Step.Acquire<T> acquire) {
        acquire(acquire);
      } else if (step instanceof Step.Send<T> send) {
        send(send);
      } else if (step instanceof Step.Delay<T> delay) {
        int number = state.beginWait();
        Runnable next = () -> inBackground(() -> carryOut(execution.next()));
        state.hold(number, resources.time().schedule(delay.duration(), next));
      } else if (step instanceof Step.Succeed<T> success) {
        end(success.response(), null);
      } else if (step instanceof Step.Fail<T> fail) {
        end(null, fail.failure());
      }
    }

    private void acquire(Step.Acquire<T> acquire) {
      int number = state.beginWait();
      PermitRequest request;
      try {
        request = PermitRequest.of(acquire.limiter(), acquire.maxWait());
      } catch (Throwable e) { // the caller's limiter
        carryOut(execution.callerCodeFailed(e));
        return;
      }
      if (request.future().isDone()) {
        permitted(request, Duration.ZERO);
      } else {
        awaitPermit(number, request, acquire.maxWait());
      }
    }

    private void awaitPermit(int number, PermitRequest request, Duration maxWait) {
      long start = resources.time().nanos();
      CompletableFuture<Permit> future = request.future();
      Cancellable timeLimit =
          resources.time().schedule(maxWait, () -> inBackground(() -> future.cancel(false)));
      state.hold(number, () -> future.cancel(false));
      CompletableFuture<?> unused = future.whenComplete((permit, e) -> timeLimit.cancel());
      unused =
          future.whenCompleteAsync(
              (permit, e) -> permitted(request, Duration.ofNanos(resources.time().nanos() - start)),
              AsyncCalls.this::inBackground);
    }

    private void permitted(PermitRequest request, Duration waited) {
      Throwable failure = request.failure();
      if (failure != null) {
        carryOut(execution.permitDenied(failure));
        return;
      }
      if (!state.keep(request.future().join())) {
        CallState.release(request.future().join());
        return;
      }
      Step<T> next;
      try {
        next = execution.permitGranted(waited);
      } catch (Throwable e) {
        next = execution.callerCodeFailed(e);
      }
      if (!(next instanceof Step.Send<T>)) {
        state.release();
      }
      carryOut(next);
    }

    private void send(Step.Send<T> send) {
      int number = state.beginSend();
      if (number == 0) {
        return; // stopped
      }
      try {
        state.hold(number, resources.sender().enqueue(send.request(), this));
      } catch (ExchangeException e) {
        onFailure(e);
      } catch (Throwable e) { // not sent: code of the caller, such as an event listener
        onFailure(ExchangeException.ofCallerCode(false, e));
      }
    }

    @Override
    public void onResponse(RawResponse response) {
      if (state.endExchange()) {
        carryOut(execution.responded(response));
      }
    }

    @Override
    public void onFailure(ExchangeException failure) {
      if (state.endExchange()) {
        carryOut(execution.exchangeFailed(failure));
      }
    }

    private void end(@Nullable ApiResponse<T> response, @Nullable Throwable failure) {
      if (state.end()) {
        complete(response, failure);
      }
    }

    private void complete(@Nullable ApiResponse<T> response, @Nullable Throwable failure) {
      Cancellable armed = timer;
      if (armed != null) {
        armed.cancel();
      }
      execution.end(failure);
      if (failure == null) {
        result.complete(response);
      } else {
        result.completeExceptionally(failure);
      }
    }

    private void timeOut() {
      if (stop("the timeout of the call elapsed")) {
        complete(null, execution.timedOut());
      }
    }

    private void cancel() {
      if (stop("the caller canceled the call")) {
        complete(null, new CancellationException("the caller canceled the call"));
      }
    }

    /** Stops the call; false if it is over. */
    private boolean stop(String reason) {
      CallState.Stopped stopped = state.stop();
      if (stopped == null) {
        return false;
      }
      boolean mayHaveBeenSent = cancel(stopped.running());
      if (stopped.phase() == Phase.SENDING) {
        execution.attemptAborted(mayHaveBeenSent, reason);
      } else if (stopped.phase() == Phase.READING) {
        execution.responseAbandoned();
      }
      return true;
    }

    /** Cancels what runs; true if the server may see it, as long as the contrary is not known. */
    private static boolean cancel(@Nullable Cancellable running) {
      if (running == null) {
        return true;
      }
      try {
        running.cancel(); // first, or it could still start to send
      } catch (Throwable e) { // the caller's event listener
        // the call ends nevertheless
      }
      return !(running instanceof Exchange exchange) || exchange.mayHaveBeenSent();
    }
  }
}
