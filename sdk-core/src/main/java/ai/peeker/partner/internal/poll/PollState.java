package ai.peeker.partner.internal.poll;

import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallTimeoutException;
import ai.peeker.partner.error.ConnectionException;
import ai.peeker.partner.error.NotFoundException;
import ai.peeker.partner.error.RateLimitedException;
import ai.peeker.partner.error.ServerException;
import ai.peeker.partner.internal.poll.PollTarget.End;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.PollProgress;
import ai.peeker.partner.poll.PollResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides after each poll whether a wait ends, or when it polls again. Does no I/O. */
final class PollState<T extends JsonModel> {
  /**
   * For so long at least, a new record may be missing: a webhook may start the next poll at once.
   */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private static final double JITTER = 0.1;

  private final PollTarget<T> target;
  private final String id;
  private final PollOptions options;
  private final TimeSource time;
  private final long start;
  private int polls;
  private @Nullable T last;
  private @Nullable Long missingSince;

  PollState(PollTarget<T> target, String id, PollOptions options, TimeSource time) {
    this.target = target;
    this.id = id;
    this.options = options;
    this.time = time;
    this.start = time.nanos();
  }

  /**
   * The next step.
   *
   * @param result the result of the wait; null if it goes on
   * @param delay the time until the next poll
   */
  record Next<T>(@Nullable PollResult<T> result, Duration delay) {}

  Next<T> read(T state) {
    polls++;
    last = state;
    missingSince = null;
    String status = target.status().apply(state);
    options.onProgress().accept(new PollProgress(id, status, state, polls, elapsed()));
    End end = target.ends().get(status);
    if (end == null || (end == End.ACTION_REQUIRED && options.throughActionRequired())) {
      PollResult<T> atTimeout =
          end == null
              ? new PollResult.StillRunning<>(state, null)
              : new PollResult.ActionRequired<>(state);
      return next(atTimeout, Duration.ZERO);
    }
    PollResult<T> result =
        switch (end) {
          case COMPLETED -> new PollResult.Completed<>(state);
          case FAILED -> new PollResult.Failed<>(state);
          case ACTION_REQUIRED -> new PollResult.ActionRequired<>(state);
        };
    return new Next<>(result, Duration.ZERO);
  }

  /** Decides after a poll that failed; throws the failure if waiting does not help. */
  Next<T> failed(CallException failure) {
    polls++;
    boolean isNew = failure instanceof NotFoundException && isPerhapsNotListedYet();
    if (!isNew && !isTemporary(failure)) {
      throw failure;
    }
    Duration atLeast =
        failure.retryAt() == null ? Duration.ZERO : Duration.between(time.now(), failure.retryAt());
    Next<T> next =
        next(last == null ? null : new PollResult.StillRunning<>(last, failure), atLeast);
    if (next.result() == null && next.delay().isZero()) {
      throw failure; // the timeout has passed, and there is no state to return
    }
    return next;
  }

  /** Returns whether the first poll that did not find it is not long ago. */
  private boolean isPerhapsNotListedYet() {
    long now = time.nanos();
    long since = missingSince == null ? now : missingSince;
    missingSince = since;
    Duration interval = options.interval().orElse(target.interval());
    Duration enough = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
    return since == now || Duration.ofNanos(now - since).compareTo(enough) < 0;
  }

  private static boolean isTemporary(CallException failure) {
    return failure instanceof ConnectionException
        || failure instanceof CallTimeoutException
        || failure instanceof RateLimitedException
        || failure instanceof ServerException;
  }

  private Next<T> next(@Nullable PollResult<T> atTimeout, Duration atLeast) {
    Duration left = options.timeout().minus(elapsed());
    if (left.isNegative() || left.isZero()) {
      return new Next<>(atTimeout, Duration.ZERO);
    }
    Duration interval = options.interval().orElse(target.interval());
    Duration delay =
        interval.plus(Duration.ofNanos((long) (interval.toNanos() * JITTER * time.random())));
    delay = delay.compareTo(atLeast) < 0 ? atLeast : delay;
    return new Next<>(null, delay.compareTo(left) < 0 ? delay : left);
  }

  private Duration elapsed() {
    return Duration.ofNanos(time.nanos() - start);
  }

  /** Returns the thing that is waited for, for messages. */
  @Override
  public String toString() {
    String status = last == null ? "" : ", whose status was " + target.status().apply(last);
    return target.name() + " " + id + status;
  }
}
