package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether and when one call is sent again: only arithmetic on its arguments. */
final class RetryDecider {
  private static final Decision TOO_LATE =
      Decision.stop("Not sent again: the 24 hours in which a repetition is recognized are over.");

  private static final String BUDGET_USED_UP =
      "Not sent again: so many calls are failing that the retry budget is used up.";

  private final RetryPolicy policy;
  private final Backoff backoff;
  private final RetryBudget budget;
  private final RetrySafety safety;
  private boolean tookToken;

  RetryDecider(RetryPolicy policy, RetryBudget budget, RetrySafety safety) {
    this.policy = policy;
    this.backoff = new Backoff(policy);
    this.budget = budget;
    this.safety = safety;
  }

  /**
   * A decision after a failed attempt.
   *
   * @param again whether the call is sent again
   * @param delay the time to wait before that; null if waiting does not help
   * @param note why the call is not sent again
   */
  record Decision(boolean again, @Nullable Duration delay, String note) {
    static Decision stop(String note) {
      return new Decision(false, null, note);
    }
  }

  /**
   * The progress of a call.
   *
   * @param attempts the number of attempts so far
   * @param timeLeft the time until its deadline
   * @param resumableFor the time until the server no longer recognizes a repetition
   */
  record Progress(int attempts, Duration timeLeft, Duration resumableFor) {}

  void attemptStarted(int number) {
    if (number == 1) {
      budget.callStarted();
    }
  }

  /** Returns the token of the last retry, which succeeded. */
  void succeeded() {
    if (tookToken) {
      budget.retrySucceeded();
    }
  }

  /**
   * Decides after a 429. The server rejected the request before it acted, so every call may be sent
   * again, unless a repetition would no longer be recognized. It sets the pace itself: no token of
   * the budget is needed.
   */
  Decision afterRateLimit(Progress progress, @Nullable Duration retryAfter, double random) {
    Duration delay = backoff.afterRateLimit(retryAfter, random);
    return exceedsWindow(delay, progress)
        ? TOO_LATE
        : decide(progress, delay, backoff.afterRateLimit(retryAfter, 0));
  }

  /**
   * Decides after a failure of the server or the connection.
   *
   * @param mayHaveActed false only if it is certain that the server did nothing
   */
  Decision afterFailure(
      Progress progress, boolean mayHaveActed, @Nullable Duration retryAfter, double random) {
    if (mayHaveActed && safety == RetrySafety.NEVER) {
      return Decision.stop(
          "Not sent again: the API does not promise that repeating this operation is harmless.");
    }
    Duration delay = backoff.afterFailure(progress.attempts(), retryAfter, random);
    return exceedsWindow(delay, progress)
        ? TOO_LATE
        : withBudget(decide(progress, delay, retryAfter == null ? delay : retryAfter));
  }

  /**
   * Returns whether the server would take a repetition for a new request by then. The last attempt
   * does not matter: an earlier one, or an earlier call, may have acted.
   */
  private boolean exceedsWindow(Duration delay, Progress progress) {
    return safety == RetrySafety.SAME_BYTES && delay.compareTo(progress.resumableFor()) >= 0;
  }

  private Decision decide(Progress progress, Duration delay, Duration earliest) {
    String problem = null;
    if (progress.attempts() >= policy.maxAttempts()) {
      problem = "Tried " + times(progress.attempts()) + ", the maximum of the retry policy.";
    } else if (delay.compareTo(progress.timeLeft()) >= 0) {
      String needed = "Not sent again: the delay of " + delay.toMillis() + " ms exceeds the ";
      problem = needed + "remaining " + progress.timeLeft().toMillis() + " ms of the call.";
    }
    return problem == null ? new Decision(true, delay, "") : new Decision(false, earliest, problem);
  }

  private Decision withBudget(Decision decision) {
    tookToken = decision.again() && budget.takeToken();
    return tookToken || !decision.again()
        ? decision
        : new Decision(false, decision.delay(), BUDGET_USED_UP);
  }

  private static String times(int attempts) {
    return attempts == 1 ? "once" : attempts + " times";
  }
}
