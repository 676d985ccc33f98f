package ai.peeker.partner.call;

import ai.peeker.partner.api.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call, for a {@link CallListener}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CallEnd {
  private final List<Attempt> attempts;
  private final Duration duration;
  private final @Nullable Throwable failure;
  private final @Nullable Outcome outcome;

  private CallEnd(
      List<Attempt> attempts,
      Duration duration,
      @Nullable Throwable failure,
      @Nullable Outcome outcome) {
    this.attempts = List.copyOf(attempts);
    this.duration = duration;
    this.failure = failure;
    this.outcome = outcome;
  }

  /**
   * Creates the end of a successful call, as a test of a listener may.
   *
   * @param attempts the attempts; not null
   * @param duration the duration of the call; not null
   * @return the end
   * @throws IllegalArgumentException if an argument is null
   */
  public static CallEnd success(List<Attempt> attempts, Duration duration) {
    requireNonNull(attempts, duration);
    return new CallEnd(attempts, duration, null, null);
  }

  /**
   * Creates the end of a failed call, as a test of a listener may.
   *
   * @param attempts the attempts; not null
   * @param duration the duration of the call; not null
   * @param failure the exception for the caller; not null
   * @param outcome the effect that the call may have had; not null
   * @return the end
   * @throws IllegalArgumentException if an argument is null
   */
  public static CallEnd failure(
      List<Attempt> attempts, Duration duration, Throwable failure, Outcome outcome) {
    requireNonNull(attempts, duration);
    if (failure == null || outcome == null) {
      throw new IllegalArgumentException("failure and outcome must not be null");
    }
    return new CallEnd(attempts, duration, failure, outcome);
  }

  private static void requireNonNull(List<Attempt> attempts, Duration duration) {
    if (attempts == null || duration == null) {
      throw new IllegalArgumentException("attempts and duration must not be null");
    }
  }

  /**
   * Returns whether the call succeeded.
   *
   * @return true if it returns a result
   */
  public boolean isSuccess() {
    return failure == null;
  }

  /**
   * Returns the exception that the caller receives: usually a {@link
   * ai.peeker.partner.error.CallException}; a {@link java.util.concurrent.CancellationException} if
   * the caller canceled the call.
   *
   * @return the failure; null for a success
   */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Returns the effect that a failed call may have had.
   *
   * @return the outcome; null for a success
   */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /**
   * Returns the attempts.
   *
   * @return the attempts, unmodifiable; empty if nothing was sent
   */
  public List<Attempt> attempts() {
    return attempts;
  }

  /**
   * Returns the time from the start of the call to its end, with all delays.
   *
   * @return the duration by a monotonic clock
   */
  public Duration duration() {
    return duration;
  }

  /**
   * Returns the HTTP status of the last attempt.
   *
   * @return the status; empty if that attempt had no response, or nothing was sent
   */
  public OptionalInt status() {
    return attempts.isEmpty() ? OptionalInt.empty() : last().status();
  }

  /**
   * Returns the id that the server gave the request of the last attempt.
   *
   * @return the id; null if there is none
   */
  public @Nullable String requestId() {
    return attempts.isEmpty() ? null : last().requestId();
  }

  private Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    String result = failure == null ? "succeeded" : "failed, outcome " + outcome;
    return result + ", attempts: " + attempts.size() + ", " + duration.toMillis() + " ms";
  }
}
