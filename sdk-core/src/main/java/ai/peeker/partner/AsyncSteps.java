package ai.peeker.partner;

import ai.peeker.partner.internal.call.AsyncContext;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chains asynchronous calls so that canceling the result ends the call that is running. */
final class AsyncSteps {
  private AsyncSteps() {}

  /** Returns the result of a second call, which starts after the first one succeeded. */
  static <A, B> CompletableFuture<B> then(
      CompletableFuture<A> first, Function<A, CompletableFuture<B>> second) {
    return then(first, second, CompletableFuture::failedFuture);
  }

  /** Returns the result of a second call, which depends on how the first one ended. */
  static <A, B> CompletableFuture<B> then(
      CompletableFuture<A> first,
      Function<A, CompletableFuture<B>> onSuccess,
      Function<Throwable, CompletableFuture<B>> onFailure) {
    CompletableFuture<B> result = new CompletableFuture<>();
    CompletableFuture<?> unused =
        first.whenComplete(
            (value, failure) -> {
              if (!result.isDone()) {
                follow(
                    result,
                    () ->
                        failure == null ? onSuccess.apply(value) : onFailure.apply(cause(failure)));
              }
            });
    unused = result.whenComplete((value, failure) -> first.cancel(true));
    return result;
  }

  private static <B> void follow(
      CompletableFuture<B> result, Supplier<CompletableFuture<B>> start) {
    CompletableFuture<B> second;
    try {
      second = start.get();
    } catch (Throwable e) { // of arguments
      result.completeExceptionally(e);
      return;
    }
    CompletableFuture<?> unused =
        second.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(cause(failure));
              }
            });
    unused = result.whenComplete((value, failure) -> second.cancel(true));
  }

  private static Throwable cause(Throwable failure) {
    return Objects.requireNonNull(AsyncContext.cause(failure)); // null only of null
  }
}
