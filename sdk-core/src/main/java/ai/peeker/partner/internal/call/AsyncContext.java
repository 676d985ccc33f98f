package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operations of several calls need in order to continue after one of them.
 *
 * @param time clock, scheduler and randomness
 * @param background continues after a wait
 * @param callbacks completes the futures that callers see
 */
public record AsyncContext(TimeSource time, Executor background, Executor callbacks) {
  /** Runs a task in the background after a delay. */
  public Cancellable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, () -> inBackground(task));
  }

  /** Runs a task in the background. */
  public void inBackground(Runnable task) {
    AsyncCalls.runOn(background, task);
  }

  /**
   * Returns the future that the caller sees.
   *
   * @param result the result; it must not depend on the executor of callbacks, which may be busy
   * @param cancel stops the operation, if the caller cancels the future; has no effect later
   */
  public <T> CompletableFuture<T> visible(CompletableFuture<T> result, Runnable cancel) {
    CompletableFuture<T> visible = new CompletableFuture<>();
    CompletableFuture<?> unused =
        result.whenComplete(
            (value, e) ->
                AsyncCalls.runOn(callbacks, () -> AsyncCalls.complete(visible, value, cause(e))));
    unused = visible.whenComplete((value, e) -> cancel.run());
    return visible;
  }

  /** Returns a future of a changed result; canceling it cancels the given one. */
  public static <T, R> CompletableFuture<R> map(
      CompletableFuture<T> source, Function<T, R> change) {
    CompletableFuture<R> result = source.thenApply(change);
    CompletableFuture<?> unused = result.whenComplete((value, e) -> source.cancel(true));
    return result;
  }

  /** Returns the failure itself, where a dependent future has wrapped it. */
  public static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
