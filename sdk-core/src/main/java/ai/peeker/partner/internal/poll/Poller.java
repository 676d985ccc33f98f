package ai.peeker.partner.internal.poll;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.internal.call.AsyncContext;
import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls in the caller's thread, or on futures. Between two polls it waits for a timer or a webhook,
 * whichever comes first.
 */
public final class Poller<T extends JsonModel> {
  private static final Duration FOREVER = Duration.ofDays(366); // the timer ends the wait

  private final PollState<T> state;
  private final AsyncContext context;
  private final Wakeup wakeup;
  private final CompletableFuture<PollResult<T>> result = new CompletableFuture<>();
  private volatile Cancellable running = () -> {};

  /** Starts the time of a wait, and listens to webhooks from now on. */
  public Poller(PollTarget<T> target, String id, PollOptions options, AsyncContext context) {
    this.state = new PollState<>(target, id, options, context.time());
    this.context = context;
    this.wakeup = new Wakeup(id, options.signals());
  }

  /** Polls in the caller's thread; an interrupt ends the wait. */
  public PollResult<T> await(Supplier<T> read) {
    try (wakeup) {
      while (true) {
        CompletableFuture<Void> over = wakeup.next(); // also a webhook during the poll ends it
        PollState.Next<T> next = poll(read);
        if (next.result() != null) {
          return next.result();
        }
        Cancellable timer = context.time().schedule(next.delay(), () -> over.complete(null));
        try {
          boolean unused = context.time().await(over, FOREVER);
        } finally {
          timer.cancel();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(
          "The thread was interrupted while waiting for the " + state + ".",
          Outcome.NOT_SENT,
          List.of());
    }
  }

  private PollState.Next<T> poll(Supplier<T> read) {
    T value;
    try {
      value = read.get();
    } catch (CallException e) {
      return state.failed(e);
    }
    return state.read(value);
  }

  /** Polls on futures, without a thread between two polls. Canceling the future ends the wait. */
  public CompletableFuture<PollResult<T>> start(Supplier<CompletableFuture<T>> read) {
    CompletableFuture<?> unused =
        result.whenComplete(
            (value, e) -> {
              wakeup.close();
              running.cancel();
            });
    pollAsync(read);
    return context.visible(result, () -> result.cancel(false));
  }

  private void pollAsync(Supplier<CompletableFuture<T>> read) {
    if (result.isDone()) { // canceled
      return;
    }
    CompletableFuture<Void> over = wakeup.next(); // also a webhook during the poll ends it
    CompletableFuture<T> reading;
    try {
      reading = read.get();
    } catch (RuntimeException | Error e) {
      reading = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<T> started = reading;
    setRunning(() -> started.cancel(true));
    CompletableFuture<?> unused =
        started.whenComplete((value, e) -> decide(value, AsyncContext.cause(e), over, read));
  }

  private void setRunning(Cancellable operation) {
    running = operation;
    if (result.isDone()) { // canceled meanwhile
      operation.cancel();
    }
  }

  private void decide(
      T value,
      @Nullable Throwable failure,
      CompletableFuture<Void> over,
      Supplier<CompletableFuture<T>> read) {
    try {
      PollState.Next<T> next = failure == null ? state.read(value) : failed(failure);
      if (next.result() == null) {
        continueAfter(next.delay(), over, () -> pollAsync(read));
      } else {
        result.complete(next.result());
      }
    } catch (Throwable e) { // also of the callback for progress
      result.completeExceptionally(e);
    }
  }

  private PollState.Next<T> failed(Throwable failure) throws Throwable {
    if (failure instanceof CallException known) {
      return state.failed(known);
    }
    throw failure;
  }

  private void continueAfter(Duration delay, CompletableFuture<Void> over, Runnable task) {
    Cancellable timer = context.time().schedule(delay, () -> over.complete(null));
    CompletableFuture<?> unused =
        over.whenComplete(
            (nothing, e) -> {
              timer.cancel();
              if (e == null) {
                context.inBackground(task); // not on the timer's thread, nor on the webhook's
              }
            });
    setRunning(() -> over.cancel(false));
  }
}
