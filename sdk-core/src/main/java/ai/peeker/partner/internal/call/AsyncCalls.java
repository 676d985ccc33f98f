package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.internal.call.CallState.Phase;
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

/**
 * Carries calls out on futures. No thread waits for a permit, a delay or a timeout. Whatever hangs,
 * in the network or in code of the caller, the future does not.
 */
record AsyncCalls(CallContext context) {
  private static final Duration GRACE = Duration.ofMillis(250); // for the usual ways to end in time

  <T> CompletableFuture<ApiResponse<T>> start(CallExecution<T> execution) {
    Run<T> run = new Run<>(execution);
    CompletableFuture<ApiResponse<T>> visible = new CompletableFuture<>();
    run.start();
    boolean ended = run.result.isDone(); // then nothing depends on the visible future yet
    CompletableFuture<?> unused =
        run.result.whenComplete(
            (response, e) ->
                runOn(
                    ended ? Runnable::run : context.config().callbacks(),
                    () -> complete(visible, response, e)));
    unused = visible.whenComplete((response, e) -> run.cancel()); // unless the call is over
    return visible;
  }

  static <T> void complete(
      CompletableFuture<T> future, @Nullable T response, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(response);
    } else {
      future.completeExceptionally(failure);
    }
  }

  private void inBackground(Runnable task) {
    runOn(context.background(), task);
  }

  static void runOn(Executor executor, Runnable task) {
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

    Run(CallExecution<T> execution) {
      this.execution = execution;
    }

    void start() {
      execution.events().callStarted();
      Duration timeout = context.config().timeouts().call().plus(GRACE);
      Cancellable timer =
          context.time().scheduleTimeout(timeout, () -> inBackground(this::timeOut));
      CompletableFuture<?> unused = result.whenComplete((response, e) -> timer.cancel());
      next();
    }

    private void next() {
      if (!state.isOver()) {
        carryOut(execution.next());
      }
    }

    private void carryOut(Step<T> step) {
      if (state.isOver()) {
        execution.permitUnused(); // requested meanwhile
      } else if (step instanceof Step.Acquire<T> acquire) {
        awaitPermit(acquire);
      } else if (step instanceof Step.Send<T> send) {
        send(send);
      } else if (step instanceof Step.Delay<T> delay) {
        int number = state.begin(Phase.WAITING);
        Runnable next = () -> inBackground(this::next);
        state.hold(number, context.time().schedule(delay.duration(), next));
      } else if (step instanceof Step.Succeed<T> success) {
        end(success.response(), null);
      } else if (step instanceof Step.Fail<T> fail) {
        end(null, fail.failure());
      }
    }

    private void awaitPermit(Step.Acquire<T> acquire) {
      CompletableFuture<?> permit = acquire.permit();
      if (permit.isDone()) {
        carryOut(execution.permitAwaited(acquire, Duration.ZERO));
        return;
      }
      execution.events().permitQueued();
      long start = context.time().nanos();
      Cancellable timeLimit =
          context
              .time()
              .schedule(acquire.maxWait(), () -> inBackground(() -> permit.cancel(false)));
      CompletableFuture<?> unused = permit.whenComplete((granted, e) -> timeLimit.cancel());
      unused =
          permit.whenCompleteAsync(
              (granted, e) -> {
                if (!state.isOver()) {
                  long waited = context.time().nanos() - start;
                  carryOut(execution.permitAwaited(acquire, Duration.ofNanos(waited)));
                }
              },
              AsyncCalls.this::inBackground);
    }

    private void send(Step.Send<T> send) {
      int number = state.begin(Phase.SENDING);
      if (number == 0) { // stopped
        execution.permitUnused();
        return;
      }
      try {
        state.hold(number, context.sender().enqueue(send.request(), this));
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
      if (state.end() != null) {
        complete(response, failure);
      }
    }

    private void complete(@Nullable ApiResponse<T> response, @Nullable Throwable failure) {
      execution.end(failure);
      AsyncCalls.complete(result, response, failure);
    }

    private void timeOut() {
      boolean stopped = stop("the timeout of the call elapsed");
      if (!result.isDone()) { // also if a listener blocks at the end of the call
        Throwable failure = execution.timedOut();
        result.completeExceptionally(failure);
        if (stopped) {
          execution.end(failure);
        }
      }
    }

    private void cancel() {
      if (stop("the caller canceled the call")) {
        complete(null, new CancellationException("the caller canceled the call"));
      }
    }

    /** Stops the call; false if it is over. */
    private boolean stop(String reason) {
      CallState.Stopped stopped = state.end();
      if (stopped == null) {
        return false;
      }
      boolean mayHaveBeenSent = cancel(stopped.running());
      switch (stopped.phase()) {
        case WAITING -> execution.permitUnused();
        case SENDING -> execution.attemptAborted(mayHaveBeenSent, reason);
        case READING -> execution.responseAbandoned();
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
      return !(running instanceof HttpSender.Exchange exchange) || exchange.mayHaveBeenSent();
    }
  }
}
