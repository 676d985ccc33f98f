package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.internal.http.ExchangeException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the attempts of one call, its remaining time and its outcome. */
final class CallHistory {
  private final TimeSource time;
  private final CallOrder order;
  private final long start;
  private final long deadline;
  private final List<Attempt> attempts = new ArrayList<>();
  private Instant startedAt = Instant.EPOCH;
  private @Nullable Instant firstStartedAt;
  private long firstStarted;
  private long attemptStart;
  private Duration waited = Duration.ZERO;
  private boolean mayHaveActed;
  private boolean rejected;
  private boolean applied;

  CallHistory(TimeSource time, Duration timeout, CallOrder order) {
    this.time = time;
    this.order = order;
    this.start = time.nanos();
    this.deadline = start + timeout.toNanos();
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }

  synchronized void attemptStarted() {
    startedAt = time.now();
    attemptStart = time.nanos();
    if (firstStartedAt == null) {
      firstStartedAt = startedAt;
      firstStarted = attemptStart;
    }
  }

  /**
   * Records a response.
   *
   * @param proves the outcome that the response proves, or {@link Outcome#UNKNOWN}
   */
  synchronized Attempt responded(RawResponse response, Outcome proves) {
    rejected = proves == Outcome.REJECTED;
    applied = proves == Outcome.APPLIED;
    mayHaveActed |= proves == Outcome.UNKNOWN;
    return add(
        Attempt.answered(
            attempts.size() + 1,
            startedAt,
            waited,
            sinceAttemptStart(),
            response.status(),
            response.requestId()));
  }

  synchronized Attempt failed(ExchangeException failure) {
    rejected |= failure.mayHaveBeenSent() && !failure.mayHaveBeenProcessed();
    return aborted(failure.mayHaveBeenProcessed(), CallExceptions.reason(failure));
  }

  /** Records an exchange without a response, and whether the server may have seen it. */
  synchronized Attempt aborted(boolean mayHaveBeenSent, String reason) {
    mayHaveActed |= mayHaveBeenSent;
    return add(Attempt.failed(attempts.size() + 1, startedAt, waited, sinceAttemptStart(), reason));
  }

  private Duration sinceAttemptStart() {
    return Duration.ofNanos(Math.max(0, time.nanos() - attemptStart));
  }

  Duration sinceStart() {
    return Duration.ofNanos(Math.max(0, time.nanos() - start));
  }

  /** Records that the server may have acted although no response says so. */
  synchronized void mayHaveActed() {
    mayHaveActed = true;
  }

  private Attempt add(Attempt attempt) {
    attempts.add(attempt);
    return attempt;
  }

  synchronized void waiting(Duration delay) {
    waited = delay;
  }

  synchronized void addLimiterWait(Duration duration) {
    waited = waited.plus(duration);
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Returns the time since the first attempt started, by the monotonic clock. */
  synchronized Duration sinceFirstAttempt() {
    return Duration.ofNanos(firstStartedAt == null ? 0 : time.nanos() - firstStarted);
  }

  /** Returns the time of the first attempt; if the clock was set back since, by the new one. */
  synchronized Instant firstStartedAt() {
    Instant measured = time.now().minus(sinceFirstAttempt());
    return firstStartedAt == null || measured.isBefore(firstStartedAt) ? measured : firstStartedAt;
  }

  /**
   * Returns the progress of the call.
   *
   * @param notAfter the end of the server's window for a repetition, if an earlier call started it;
   *     null to count from the first attempt
   */
  synchronized RetryDecider.Progress progress(@Nullable Instant notAfter) {
    Instant now = time.now();
    Instant first = firstStartedAt == null ? now : firstStartedAt;
    Instant end = notAfter == null ? first.plus(PendingOrder.RESUMABLE_FOR) : notAfter;
    Duration left = Duration.between(now, end);
    return new RetryDecider.Progress(attempts.size(), timeLeft(), order.resumableFor(left));
  }

  /** Returns whether a request of this or of another call may have been carried out. */
  boolean mayBeARepetition() {
    return !attempts().isEmpty() || order.mayBePlacedByAnotherCall();
  }

  /**
   * Returns the outcome if the call ends now, without a running exchange. If another call may have
   * placed the same order, a rejection of this one proves nothing.
   */
  Outcome outcome() {
    Outcome own = outcomeOfThisCall();
    return own != Outcome.APPLIED && order.mayBePlacedByAnotherCall() ? Outcome.UNKNOWN : own;
  }

  synchronized Outcome outcomeOfThisCall() {
    if (applied) {
      return Outcome.APPLIED;
    }
    if (mayHaveActed) {
      return Outcome.UNKNOWN;
    }
    return rejected ? Outcome.REJECTED : Outcome.NOT_SENT;
  }

  static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
