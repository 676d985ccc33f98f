package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.check.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The attempts so far, the oldest first.
 *
 * <p>Safe for use by several threads.
 */
final class DeliveryLog {
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Attempt> notAwaited = new ArrayList<>();

  synchronized void add(Attempt attempt) {
    attempts.add(attempt);
    if (attempt.number() > 0) {
      notAwaited.add(attempt);
      notifyAll();
    }
  }

  synchronized List<Attempt> all() {
    return List.copyOf(attempts);
  }

  /** Waits for an attempt that has not been returned yet. */
  synchronized Optional<Attempt> await(EventMatch match, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + Durations.nanos(timeout);
    Optional<Attempt> found = take(match);
    long remaining = Durations.nanos(timeout);
    while (found.isEmpty() && remaining > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, remaining);
      found = take(match);
      remaining = deadline - System.nanoTime();
    }
    return found;
  }

  private Optional<Attempt> take(EventMatch match) {
    for (Iterator<Attempt> all = notAwaited.iterator(); all.hasNext(); ) {
      Attempt attempt = all.next();
      if (match.matches(attempt.event())) {
        all.remove();
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }
}
