package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How one call went so far, and how much time it has left. Belongs to one thread. */
final class History {
  private static final Duration SHORTEST = Duration.ofMillis(1); // OkHttp takes less for "for ever"

  private final Time time;
  private final long deadline;
  private final List<Attempt> attempts = new ArrayList<>();
  private Instant startedAt = Instant.EPOCH;
  private Duration waited = Duration.ZERO;

  History(Time time, Duration timeout) {
    this.time = time;
    this.deadline = time.nanos() + timeout.toNanos();
  }

  Duration timeLeft() {
    Duration left = Duration.ofNanos(deadline - time.nanos());
    return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
  }

  void begin() {
    startedAt = time.now();
  }

  void answered(Answer answer) {
    attempts.add(
        Attempt.answered(
            attempts.size() + 1, startedAt, waited, answer.status(), answer.requestId()));
  }

  void failed(NoAnswerException e) {
    attempts.add(Attempt.failed(attempts.size() + 1, startedAt, waited, FailureText.of(e)));
  }

  void waited(Duration duration) {
    waited = duration;
  }

  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }
}
