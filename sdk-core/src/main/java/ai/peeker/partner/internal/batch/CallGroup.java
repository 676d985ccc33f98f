package ai.peeker.partner.internal.batch;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallInterruptedException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.ForbiddenException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.UnauthorizedException;
import ai.peeker.partner.internal.call.AsyncContext;
import ai.peeker.partner.internal.time.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that run side by side: a lane each for a few of them, which takes the next one. */
final class CallGroup<T> {
  private static final int LANES = 8;
  private static final int MAX_DENIALS = 10;

  private final AsyncContext context;
  private final List<Supplier<CompletableFuture<T>>> calls;
  private final CallInterruptedException notSent;
  private final AtomicReferenceArray<CallEnd<T>> ends;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished;
  private final Map<Integer, CompletableFuture<T>> running = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Void>> waits = new ConcurrentHashMap<>();
  private final CompletableFuture<List<CallEnd<T>>> result = new CompletableFuture<>();
  private volatile @Nullable CallInterruptedException interruption; // of the calls in progress
  private volatile @Nullable CallException stopped; // the failure of the calls that are not sent

  CallGroup(
      AsyncContext context,
      List<Supplier<CompletableFuture<T>>> calls,
      CallInterruptedException notSent) {
    this.context = context;
    this.calls = calls;
    this.notSent = notSent;
    this.ends = new AtomicReferenceArray<>(calls.size());
    this.unfinished = new AtomicInteger(calls.size());
  }

  CompletableFuture<List<CallEnd<T>>> start(boolean isStopped) {
    stopped = isStopped ? notSent : null;
    if (calls.isEmpty()) {
      result.complete(List.of());
    }
    for (int lane = 0; lane < LANES; lane++) {
      runLane();
    }
    return result;
  }

  /** Ends the calls that are in progress and sends no others. */
  void stop(CallInterruptedException inProgress) {
    interruption = inProgress;
    stopped = notSent;
    running.forEach(
        (index, call) -> call.completeExceptionally(inProgress)); // which ends the call, too
    waits.forEach((index, wait) -> wait.complete(null));
  }

  private void runLane() {
    int index = next.getAndIncrement();
    while (index < calls.size() && send(index, 0)) {
      index = next.getAndIncrement();
    }
  }

  /** Sends a call; returns whether the lane is free again already. */
  private boolean send(int index, int denials) {
    CallException reason = stopped;
    if (reason != null) {
      return end(index, new CallEnd<>(null, reason));
    }
    CompletableFuture<T> call = started(calls.get(index));
    running.put(index, call);
    CallInterruptedException meanwhile = interruption;
    if (meanwhile != null) { // the request may be on its way already
      call.completeExceptionally(meanwhile);
    }
    if (call.isDone()) {
      return ended(index, denials, call);
    }
    CompletableFuture<?> unused =
        call.whenComplete(
            (value, e) -> {
              if (ended(index, denials, call)) {
                runLane();
              }
            });
    return false;
  }

  private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (CallException | Error e) {
      return CompletableFuture.failedFuture(e);
    } catch (RuntimeException e) { // such as a body property that the body already has
      return CompletableFuture.failedFuture(
          new CallerCodeException(
              "The call was not sent: " + e.getMessage(), Outcome.NOT_SENT, List.of(), e));
    }
  }

  private boolean ended(int index, int denials, CompletableFuture<T> call) {
    running.remove(index);
    try {
      return end(index, new CallEnd<>(call.join(), null));
    } catch (CancellationException | CompletionException e) {
      CallException failure = failure(e.getCause() == null ? e : e.getCause());
      Instant retryAt = failure.retryAt();
      if (retryAt != null && isDenied(failure) && denials < MAX_DENIALS) {
        return waitAndSend(index, denials + 1, retryAt);
      }
      if (endsAllCalls(failure) && stopped == null) {
        stopped = failure;
      }
      return end(index, new CallEnd<>(null, failure));
    }
  }

  /** Returns whether the client-side rate limiter had no permit in time; nothing was sent. */
  private static boolean isDenied(CallException failure) {
    return failure instanceof RateLimitedException limited && limited.status().isEmpty();
  }

  /** Returns whether every other call would fail in the same way. */
  private static boolean endsAllCalls(CallException failure) {
    return failure instanceof UnauthorizedException
        || failure instanceof ForbiddenException
        || failure instanceof ClientClosedException;
  }

  private static CallException failure(Throwable failure) {
    return failure instanceof CallException known
        ? known
        : new CallerCodeException(
            "The call failed in caller-supplied code; see the cause.",
            Outcome.UNKNOWN,
            List.of(),
            failure);
  }

  private boolean waitAndSend(int index, int denials, Instant retryAt) {
    CompletableFuture<Void> wait = new CompletableFuture<>();
    waits.put(index, wait);
    Duration delay = Duration.between(context.time().now(), retryAt);
    Cancellable timer =
        context.schedule(delay.isNegative() ? Duration.ZERO : delay, () -> wait.complete(null));
    if (stopped != null) { // meanwhile
      wait.complete(null);
    }
    CompletableFuture<?> unused =
        wait.whenComplete(
            (nothing, e) -> {
              timer.cancel();
              waits.remove(index);
              if (send(index, denials)) {
                runLane();
              }
            });
    return false;
  }

  private boolean end(int index, CallEnd<T> end) {
    ends.set(index, end);
    if (unfinished.decrementAndGet() == 0) {
      List<CallEnd<T>> all = new ArrayList<>(calls.size());
      for (int i = 0; i < calls.size(); i++) {
        all.add(ends.get(i));
      }
      result.complete(all);
    }
    return true;
  }
}
