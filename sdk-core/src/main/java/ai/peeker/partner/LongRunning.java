package ai.peeker.partner;

import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.PagedIterable;
import ai.peeker.partner.internal.call.AsyncContext;
import ai.peeker.partner.internal.poll.PollTarget;
import ai.peeker.partner.internal.poll.Poller;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollResult;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out operations that take several calls.
 *
 * @param calls sends calls whose futures complete without the executor of callbacks: a blocking
 *     operation may occupy it
 * @param context continues after a call
 */
record LongRunning(ApiTransport calls, AsyncContext context) {
  /** The largest page that the API returns. */
  static final int PAGE = 100;

  static LongRunning of(ClientSettings settings, SharedState shared) {
    return new LongRunning(
        settings
            .with(ClientSettings.CALLBACK_EXECUTOR, Runnable::run)
            .transport(shared.http(), shared.budget()),
        new AsyncContext(
            settings.get(ClientSettings.TIME),
            shared.http().background(),
            settings.get(ClientSettings.CALLBACK_EXECUTOR)));
  }

  <T extends JsonModel> PollResult<T> waitFor(
      PollTarget<T> target, String id, @Nullable PollOptions options, Supplier<T> read) {
    return poller(target, id, options).await(read);
  }

  <T extends JsonModel> CompletableFuture<PollResult<T>> waitForAsync(
      PollTarget<T> target,
      String id,
      @Nullable PollOptions options,
      Supplier<CompletableFuture<T>> read) {
    return poller(target, id, options).start(read);
  }

  private <T extends JsonModel> Poller<T> poller(
      PollTarget<T> target, @Nullable String id, @Nullable PollOptions options) {
    return new Poller<>(target, requireText("id", id), requireNonNull("options", options), context);
  }

  static String requireText(String name, @Nullable String value) {
    String text = requireNonNull(name, value);
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return text;
  }

  static <T> T requireNonNull(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    return value;
  }

  /** Returns the first row that fits; no further page is read. */
  static <T> Optional<T> first(PagedIterable<T> rows, Predicate<T> fits) {
    for (T row : rows) {
      if (fits.test(row)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** Asynchronous variant of {@link #first}. Canceling the future ends the call. */
  static <T> CompletableFuture<Optional<T>> firstAsync(PagedIterable<T> rows, Predicate<T> fits) {
    CompletableFuture<Optional<T>> found = new CompletableFuture<>();
    CompletableFuture<Void> reading =
        rows.forEachAsync(
            row -> {
              if (fits.test(row)) {
                found.complete(Optional.of(row));
                throw new CancellationException("found"); // so that no further page is read
              }
            });
    CompletableFuture<?> unused =
        reading.whenComplete(
            (nothing, e) -> {
              if (e == null) {
                found.complete(Optional.empty());
              } else {
                found.completeExceptionally(AsyncContext.cause(e)); // unless it was found
              }
            });
    unused = found.whenComplete((row, e) -> reading.cancel(true));
    return found;
  }
}
