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

/** How one call went so far, how much time it has left, and what it may have changed. */
final class CallHistory {
  private final TimeSource time;
  private final long deadline;
  private final List<Attempt> attempts = new ArrayList<>();
  private Instant startedAt = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private boolean maybeActed;
  private boolean refused;
  private boolean applied;

  CallHistory(TimeSource time, Duration timeout) {
    this.time = time;
    this.deadline = time.nanos() + timeout.toNanos();
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }

  synchronized void begin() {
    startedAt = time.now();
  }

  synchronized Attempt answered(RawResponse answer) {
    refused = !answer.isSuccess();
    applied = answer.isSuccess() && answer.mayBeOfTheApi();
    maybeActed |= answer.status() >= 500 || (answer.isSuccess() && !applied);
    return add(
        Attempt.answered(
            attempts.size() + 1, startedAt, waited, answer.status(), answer.requestId()));
  }

  synchronized Attempt failed(ExchangeException e) {
    maybeActed |= e.sent();
    return add(Attempt.failed(attempts.size() + 1, startedAt, waited, FailureText.of(e)));
  }

  /** An exchange that this side broke off. */
  synchronized Attempt brokenOff(boolean sent, String why) {
    maybeActed |= sent;
    return add(Attempt.failed(attempts.size() + 1, startedAt, waited, why));
  }

  /** A refusal that does not say that nothing was done. */
  synchronized void mayHaveActed() {
    maybeActed = true;
  }

  private Attempt add(Attempt attempt) {
    attempts.add(attempt);
    return attempt;
  }

  synchronized void waiting(Duration duration) {
    waited = duration;
  }

  synchronized void waitedInLimiter(Duration duration) {
    waited = waited.plus(duration);
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Where the call stands.
   *
   * @param notAfter when the server no longer recognises a repetition, if an earlier call began it;
   *     null to count from the first attempt
   */
  synchronized RetryDecider.Progress progress(@Nullable Instant notAfter) {
    Instant first = attempts.isEmpty() ? time.now() : attempts.get(0).startedAt();
    Instant end = notAfter == null ? first.plus(PendingOrder.RESUMABLE_FOR) : notAfter;
    return new RetryDecider.Progress(
        attempts.size(), timeLeft(), Duration.between(time.now(), end));
  }

  /** What the call may have changed if it ends now, apart from an exchange that is under way. */
  synchronized Outcome outcome() {
    if (applied) {
      return Outcome.APPLIED;
    }
    if (maybeActed) {
      return Outcome.UNKNOWN;
    }
    return refused ? Outcome.REJECTED : Outcome.NOT_SENT;
  }
}
