package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.call.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether a call is sent again, and when: nothing but arithmetic on what it is given. */
final class RetryDecider {
  private static final Decision TOO_LATE =
      Decision.stop("Not sent again: the 24 hours in which a repetition is recognised are over.");

  private final RetryPolicy policy;

  RetryDecider(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * What is to be done after a failed attempt.
   *
   * @param again whether the call is sent again
   * @param delay how long to wait before; null if waiting does not help
   * @param note why the call is not sent again
   */
  record Decision(boolean again, @Nullable Duration delay, String note) {
    static Decision stop(String note) {
      return new Decision(false, null, note);
    }
  }

  /**
   * Where a call stands.
   *
   * @param attempts how often it was sent
   * @param timeLeft until its deadline
   * @param resumableFor until the server no longer recognises a repetition
   */
  record Progress(int attempts, Duration timeLeft, Duration resumableFor) {}

  /**
   * After a 429: the server refused before acting, so every call may be sent again, unless one that
   * may be a repetition would no longer be recognised as one.
   */
  Decision afterRateLimit(
      Progress progress, RetrySafety safety, @Nullable Duration serverWait, double random) {
    Duration wait = policy.waitAfterRateLimit(serverWait, random);
    return outlasts(wait, progress, safety)
        ? TOO_LATE
        : decide(progress, wait, policy.waitAfterRateLimit(serverWait, 0));
  }

  /**
   * After a failure of the server or the connection.
   *
   * @param maybeActed false only if it is certain that the server did nothing
   */
  Decision afterFailure(
      Progress progress,
      RetrySafety safety,
      boolean maybeActed,
      @Nullable Duration serverWait,
      double random) {
    if (maybeActed && safety == RetrySafety.NEVER) {
      return Decision.stop(
          "Not sent again: the API does not promise that a repetition of this operation is"
              + " harmless.");
    }
    Duration wait = policy.waitAfterFailure(progress.attempts(), serverWait, random);
    return outlasts(wait, progress, safety)
        ? TOO_LATE
        : decide(progress, wait, serverWait == null ? wait : serverWait);
  }

  /**
   * Whether the server would take a repetition for a new request by then. It does not matter what
   * the last attempt did: an earlier one, or an earlier call, may have acted.
   */
  private static boolean outlasts(Duration wait, Progress progress, RetrySafety safety) {
    return safety == RetrySafety.SAME_BYTES && wait.compareTo(progress.resumableFor()) >= 0;
  }

  private Decision decide(Progress progress, Duration wait, Duration earliest) {
    if (progress.attempts() >= policy.maxAttempts()) {
      return new Decision(
          false,
          earliest,
          "Tried " + times(progress.attempts()) + ", as often as the retry policy allows.");
    }
    if (wait.compareTo(progress.timeLeft()) >= 0) {
      return new Decision(
          false,
          earliest,
          "Not sent again: the wait of "
              + wait.toMillis()
              + " ms does not fit the "
              + progress.timeLeft().toMillis()
              + " ms that the call has left.");
    }
    return new Decision(true, wait, "");
  }

  private static String times(int attempts) {
    return attempts == 1 ? "once" : attempts + " times";
  }
}
