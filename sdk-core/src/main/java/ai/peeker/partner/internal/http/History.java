package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one call went so far, how much time it has left, and what it may have changed. */
final class History {
  private final Time time;
  private final long deadline;
  private final List<Attempt> attempts = new ArrayList<>();
  private Instant startedAt = Instant.EPOCH;
  private Duration waited = Duration.ZERO;
  private boolean maybeActed;
  private boolean refused;
  private boolean applied;

  History(Time time, Duration timeout) {
    this.time = time;
    this.deadline = time.nanos() + timeout.toNanos();
  }

  Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }

  synchronized void begin() {
    startedAt = time.now();
  }

  synchronized Attempt answered(Answer answer) {
    refused = !answer.isSuccess();
    applied = answer.isSuccess() && answer.mayBeOfTheApi();
    maybeActed |= answer.status() >= 500 || (answer.isSuccess() && !applied);
    return add(
        Attempt.answered(
            attempts.size() + 1, startedAt, waited, answer.status(), answer.requestId()));
  }

  synchronized Attempt failed(NoAnswerException e) {
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
   * @param sendBefore when the server no longer recognises a repetition, if an earlier call began
   *     it; null to count from the first attempt
   */
  synchronized RetryRules.Progress progress(@Nullable Instant sendBefore) {
    Instant first = attempts.isEmpty() ? time.now() : attempts.get(0).startedAt();
    Instant end = sendBefore == null ? first.plus(PendingOrder.REPLAYABLE_FOR) : sendBefore;
    return new RetryRules.Progress(attempts.size(), timeLeft(), Duration.between(time.now(), end));
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
