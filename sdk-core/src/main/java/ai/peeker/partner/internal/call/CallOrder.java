package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.order.SendRecord;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The order that a call places, if it is such a call, and its history outside of this call. */
final class CallOrder {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
  private static final Instant EARLIEST =
      Instant.ofEpochSecond(946_684_800); // the year 2000: without a clock

  private final boolean isOrder;
  private final @Nullable PendingOrder resumed;
  private final SendRecord sends;
  private final TimeSource time;

  private CallOrder(boolean isOrder, @Nullable PendingOrder resumed, TimeSource time) {
    this.isOrder = isOrder;
    this.resumed = resumed;
    this.sends = resumed == null ? new SendRecord() : SendRecord.of(resumed);
    this.time = time;
  }

  /** Returns the order of a call that places none. */
  static CallOrder none(TimeSource time) {
    return new CallOrder(false, null, time);
  }

  /**
   * Returns the order of a call.
   *
   * @param resumed null for a new order
   */
  static CallOrder of(@Nullable PendingOrder resumed, TimeSource time) {
    return new CallOrder(true, resumed, time);
  }

  boolean isOrder() {
    return isOrder;
  }

  void callStarted() {
    sends.callStarted();
  }

  void callEnded(boolean mayHavePlaced) {
    sends.callEnded(mayHavePlaced);
  }

  boolean mayBePlacedByAnotherCall() {
    return resumed != null && sends.mayBePlacedByAnother();
  }

  /**
   * Returns why the order must not be sent now; null if it may. Starts to measure the time in which
   * it may be resumed.
   */
  @Nullable CallException rejection(CallExceptions exceptions, CallHistory history) {
    if (resumed == null || !history.attempts().isEmpty()) {
      return null;
    }
    Instant now = time.now();
    if (!sends.isBounded() && resumed.firstSentAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      return exceptions.fromTheFuture(resumed); // when do the 24 hours end?
    }
    Duration left = Duration.between(now, resumed.resumableUntil());
    sends.bound(time.nanos(), CallHistory.min(left, PendingOrder.RESUMABLE_FOR));
    return resumableFor(left).compareTo(Duration.ZERO) > 0
        ? null
        : new OrderWindowClosedException(resumed, history.outcome(), history.attempts());
  }

  /** Returns why the order must not be sent with a key, whose server does not know it. */
  @Nullable CallException rejection(CallExceptions exceptions, ApiKey key) {
    return resumed == null || resumed.environment().equals(key.kind().text())
        ? null
        : exceptions.belongsToAnotherEnvironment(resumed, key);
  }

  CallException windowClosed(CallExceptions exceptions, CallHistory history) {
    return resumed != null && history.outcome() == Outcome.UNKNOWN
        ? new OrderWindowClosedException(resumed, Outcome.UNKNOWN, history.attempts())
        : exceptions.resumeWindowClosed();
  }

  /** Returns for how long the order may be resumed, by the clock that leaves less time. */
  Duration resumableFor(Duration byWallClock) {
    return resumed == null
        ? byWallClock
        : CallHistory.min(byWallClock, sends.timeLeft(time.nanos()));
  }

  /**
   * Returns the failure of the call, with the order to be resumed if its outcome is open.
   *
   * @param body the bytes that were sent
   * @param key the key of the last attempt; null if there was none
   */
  Throwable withPendingOrder(
      Throwable failure, byte @Nullable [] body, CallHistory history, @Nullable ApiKey key) {
    if (!isOrder
        || !(failure instanceof CallException e)
        || e instanceof OrderWindowClosedException
        || !OutcomeText.isOpen(e.outcome())) {
      return failure;
    }
    if (resumed != null) {
      return new OrderOutcomeUnknownException(e, corrected(resumed));
    }
    return body == null || key == null
        ? failure
        : new OrderOutcomeUnknownException(e, sent(body, key, history));
  }

  private PendingOrder sent(byte[] body, ApiKey key, CallHistory history) {
    return pending(body, history.firstStartedAt(), key.kind().text(), history.sinceFirstAttempt());
  }

  /** Moves the time of the first attempt back, if the clock was set back since. */
  private PendingOrder corrected(PendingOrder order) {
    Duration since = PendingOrder.RESUMABLE_FOR.minus(sends.timeLeft(time.nanos()));
    Instant measured = time.now().minus(since);
    return sends.isBounded() && measured.plus(CLOCK_TOLERANCE).isBefore(order.firstSentAt())
        ? pending(order.body(), measured, order.environment(), since)
        : order;
  }

  /** Returns a pending order whose window the monotonic clock bounds from its first attempt on. */
  private PendingOrder pending(byte[] body, Instant at, String environment, Duration since) {
    Instant firstSentAt = at.isBefore(EARLIEST) ? EARLIEST : at;
    PendingOrder pending = PendingOrder.of(body, firstSentAt, environment);
    SendRecord.of(pending).bound(time.nanos(), PendingOrder.RESUMABLE_FOR.minus(since));
    return pending;
  }
}
