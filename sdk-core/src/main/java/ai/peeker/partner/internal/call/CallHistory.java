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
  private final long deadline;
  private final List<Attempt> attempts = new ArrayList<>();
  private Instant startedAt = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private boolean mayHaveActed;
  private boolean rejected;
  private boolean applied;

  CallHistory(TimeSource time, Duration timeout) {
    this.time = time;
    this.deadline = time.nanos() + timeout.toNanos();
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }

  synchronized void attemptStarted() {
    startedAt = time.now();
  }

  synchronized Attempt responded(RawResponse response) {
    rejected = !response.isSuccess();
    applied = response.isSuccess() && response.looksLikeJson();
    mayHaveActed |= response.status() >= 500 || (response.isSuccess() && !applied);
    return add(
        Attempt.answered(
            attempts.size() + 1, startedAt, waited, response.status(), response.requestId()));
  }

  synchronized Attempt failed(ExchangeException failure) {
    rejected |= failure.mayHaveBeenSent() && !failure.mayHaveBeenProcessed();
    return aborted(failure.mayHaveBeenProcessed(), CallExceptions.reason(failure));
  }

  /** Records an exchange without a response, and whether the server may have seen it. */
  synchronized Attempt aborted(boolean mayHaveBeenSent, String reason) {
    mayHaveActed |= mayHaveBeenSent;
    return add(Attempt.failed(attempts.size() + 1, startedAt, waited, reason));
  }

  /** Records that the server may have acted although its response does not say so. */
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

  /**
   * Returns the progress of the call.
   *
   * @param notAfter the end of the server's window for a repetition, if an earlier call started it;
   *     null to count from the first attempt
   */
  synchronized RetryDecider.Progress progress(@Nullable Instant notAfter) {
    Instant now = time.now();
    Instant first = attempts.isEmpty() ? now : attempts.get(0).startedAt();
    Instant end = notAfter == null ? first.plus(PendingOrder.RESUMABLE_FOR) : notAfter;
    return new RetryDecider.Progress(attempts.size(), timeLeft(), Duration.between(now, end));
  }

  /** Returns the outcome if the call ends now, without a running exchange. */
  synchronized Outcome outcome() {
    if (applied) {
      return Outcome.APPLIED;
    }
    if (mayHaveActed) {
      return Outcome.UNKNOWN;
    }
    return rejected ? Outcome.REJECTED : Outcome.NOT_SENT;
  }
}
