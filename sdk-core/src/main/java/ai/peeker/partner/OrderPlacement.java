package ai.peeker.partner;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.call.PendingOrder;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.CallerCodeException;
import ai.peeker.partner.error.ClientClosedException;
import ai.peeker.partner.error.InvalidRequestException;
import ai.peeker.partner.error.OrderOutcomeUnknownException;
import ai.peeker.partner.error.OrderWindowClosedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Decides what a failed call means for the order that it was to place.
 *
 * @param pending the order that was passed
 * @param failure the failure of the call
 * @param now the time after it
 */
record OrderPlacement(PendingOrder pending, CallException failure, Instant now) {
  /** Long enough for a rate limit, a restart or an operator who replaces a key. */
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(30);

  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** About the API key and its rate limit, whatever the order. */
  private static final Set<Integer> NOT_ABOUT_THE_ORDER = Set.of(401, 403, 429);

  /**
   * Returns what a failure means.
   *
   * @throws RuntimeException if the program has to be corrected, and nothing was sent
   */
  static Placement of(PendingOrder pending, RuntimeException failure, Instant now) {
    CallException known = failure instanceof CallException e ? e : notSent(pending, failure);
    return new OrderPlacement(pending, known, now).placement();
  }

  /** Code of the caller failed before anything was sent, and its exception was thrown as it is. */
  private static CallException notSent(PendingOrder pending, RuntimeException failure) {
    if (!pending.neverSent()) {
      throw failure;
    }
    return new CallerCodeException(
        "The order was not sent, because code supplied by the caller failed: API key supplier, rate"
            + " limiter or interceptor. See the cause.",
        Outcome.NOT_SENT,
        List.of(),
        failure);
  }

  private Placement placement() {
    if (failure instanceof OrderOutcomeUnknownException unknown) {
      return ofUnknown(unknown);
    }
    if (failure instanceof OrderWindowClosedException && failure.outcome() == Outcome.UNKNOWN) {
      return new Placement.Expired(pending, failure);
    }
    requireNoMistake(failure);
    return isRefusal() ? new Placement.Refused(failure) : later();
  }

  private Placement ofUnknown(OrderOutcomeUnknownException unknown) {
    if (unknown.getCause() instanceof CallException cause) {
      if (isInvalid(cause) && pending.firstSentAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
        return new Placement.Expired(pending, failure);
      }
      requireNoMistake(cause);
    }
    return open(unknown.pendingOrder());
  }

  /** Waiting corrects neither a closed client nor the key of the other environment. */
  private static void requireNoMistake(CallException cause) {
    if (isInvalid(cause)
        || (cause instanceof ClientClosedException && cause.attempts().isEmpty())) {
      throw cause;
    }
  }

  private static boolean isInvalid(CallException cause) {
    return cause instanceof InvalidRequestException e && e.status().isEmpty();
  }

  /** Returns whether the API rejected the order itself; a proxy has no error of the API. */
  private boolean isRefusal() {
    return failure instanceof ApiException rejection
        && rejection.hasErrorBody()
        && rejection.status().orElse(0) / 100 == 4
        && !NOT_ABOUT_THE_ORDER.contains(rejection.status().orElse(0));
  }

  private Placement later() {
    try {
      return new Placement.Later(pending.queuedAgain(), at(), failure);
    } catch (IllegalStateException e) { // another call has started meanwhile
      return open(pending);
    }
  }

  private Placement open(PendingOrder order) {
    Instant until = order.resumableUntil();
    Instant earliest = now.plus(SHORTEST_DELAY);
    if (!earliest.isBefore(until)) {
      return new Placement.Expired(order, failure);
    }
    Instant last = latest(until.minus(DEFAULT_DELAY), earliest); // whatever delay was requested
    return new Placement.Open(order, at().isBefore(last) ? at() : last, until, failure);
  }

  private Instant at() {
    return failure.retryAt() == null
        ? now.plus(DEFAULT_DELAY)
        : latest(failure.retryAt(), now.plus(SHORTEST_DELAY));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
