package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.internal.call.RetryDecider.Decision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The retries of one call: what the rules say, if the budget of all calls allows it too. */
final class Retries {
  private final Road road;
  private final ApiCall<?> call;
  private final CallHistory history;
  private boolean paid;

  Retries(Road road, ApiCall<?> call, CallHistory history) {
    this.road = road;
    this.call = call;
    this.history = history;
  }

  /** An attempt begins. */
  void attempt(int number) {
    if (number == 1) {
      road.budget().firstAttempt();
    }
  }

  /**
   * After a failure of the server or the connection.
   *
   * @param maybeActed false only if it is certain that the server did nothing
   */
  Decision afterFailure(boolean maybeActed, @Nullable Duration serverWait) {
    return withBudget(
        road.rules()
            .afterFailure(
                history.progress(call.notAfter()),
                call.retrySafety(),
                maybeActed,
                serverWait,
                road.time().random()));
  }

  /** After a 429, where the server itself sets the pace. */
  Decision afterRateLimit(@Nullable Duration serverWait) {
    return road.rules()
        .afterRateLimit(
            history.progress(call.notAfter()),
            call.retrySafety(),
            serverWait,
            road.time().random());
  }

  private Decision withBudget(Decision decision) {
    if (!decision.again()) {
      return decision;
    }
    paid = road.budget().takeRetry();
    return paid
        ? decision
        : new Decision(
            false,
            decision.delay(),
            "Not sent again: so many calls are failing that the retry budget is used up.");
  }

  /** The call succeeded: what its last retry took comes back. */
  void succeeded() {
    if (paid) {
      road.budget().retrySucceeded();
    }
  }
}
