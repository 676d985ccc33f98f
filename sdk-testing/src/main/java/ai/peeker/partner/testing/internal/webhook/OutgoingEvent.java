package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An event on its way to the receiver. Guarded by the account's lock. */
final class OutgoingEvent {
  /** The delays after failed attempts: 5 attempts in 21 h 35 min, each delay six times the last. */
  private static final List<Duration> RETRY_DELAYS =
      List.of(
          Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(3), Duration.ofHours(18));

  private final Event event;
  private Shape shape = Shape.PLAIN;
  private int attempts;
  private int retries;
  private boolean retrying;
  private boolean accepted;

  OutgoingEvent(Event event) {
    this.event = event;
  }

  Event event() {
    return event;
  }

  Shape shape() {
    return shape;
  }

  void shape(Shape newShape) {
    shape = newShape;
  }

  /** Counts an attempt and returns its number. */
  int nextAttempt() {
    attempts++;
    return attempts;
  }

  /** Records the end of an attempt. */
  void ended(Outcome outcome) {
    accepted |= outcome.accepted();
  }

  boolean isAccepted() {
    return accepted;
  }

  /** Returns the delay of the next retry, if there is one, and counts it. */
  Optional<Duration> nextRetry() {
    if (accepted || retrying || retries == RETRY_DELAYS.size()) {
      return Optional.empty();
    }
    retrying = true;
    return Optional.of(RETRY_DELAYS.get(retries++));
  }

  void retryStarted() {
    retrying = false;
  }
}
