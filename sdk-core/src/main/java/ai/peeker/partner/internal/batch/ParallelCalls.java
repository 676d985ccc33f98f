package ai.peeker.partner.internal.batch;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.internal.call.AsyncContext;
import ai.peeker.partner.internal.time.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs the calls of one operation side by side, a few at a time. It can run several groups of
 * calls, one after the other, until it is stopped.
 */
public final class ParallelCalls {
  private static final Duration FOREVER = Duration.ofDays(365); // each call has its own timeout

  private final AsyncContext context;
  private final CompletableFuture<Void> stop = new CompletableFuture<>();

  /** Creates the operation; nothing is sent yet. */
  public ParallelCalls(AsyncContext context) {
    this.context = context;
  }

  /**
   * Sends calls. Their order is that of the results, and the order in which they are sent.
   *
   * @return completed when each call has ended, or the operation was stopped; never with a failure
   */
  public <T> CompletableFuture<List<CallEnd<T>>> run(List<Supplier<CompletableFuture<T>>> calls) {
    CallGroup<T> group = new CallGroup<>(context, calls, interrupted(Outcome.NOT_SENT));
    CompletableFuture<List<CallEnd<T>>> ends = group.start(stop.isDone());
    CompletableFuture<?> unused =
        stop.whenComplete((nothing, e) -> group.stop(interrupted(Outcome.UNKNOWN)));
    return ends;
  }

  private static CallInterruptedException interrupted(Outcome outcome) {
    return new CallInterruptedException(
        outcome == Outcome.NOT_SENT
            ? "The thread was interrupted before the call was sent."
            : "The thread was interrupted while the call was in progress.",
        outcome,
        List.of());
  }

  /** Waits before the next group; a stop ends the wait. */
  public CompletableFuture<Void> pause(Duration delay) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Cancellable timer = context.schedule(delay, () -> over.complete(null));
    CompletableFuture<?> unused =
        stop.whenComplete(
            (nothing, e) -> {
              timer.cancel();
              over.complete(null);
            });
    return over;
  }

  /** Waits for the result; an interrupt stops the operation, and the flag stays set. */
  public <T> T await(Supplier<CompletableFuture<T>> operation) {
    if (Thread.currentThread().isInterrupted()) {
      stop.complete(null);
    }
    CompletableFuture<T> result = operation.get();
    try {
      boolean unused = context.time().await(result, FOREVER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.complete(null);
    }
    return result.join();
  }

  /** Returns the future that the caller sees; canceling it stops the operation. */
  public <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> operation) {
    return context.visible(operation.get(), () -> stop.complete(null));
  }
}
