package ai.peeker.partner.internal.call;

/**
 * Keeps retries from multiplying the load on a server that is down. A retry takes a token, which
 * comes back if it succeeds; each call brings a tenth of a token when it is sent for the first
 * time. So when everything fails, retries add a tenth to the load, and a handful at the start; when
 * little fails, every retry is granted. Waiting out a 429 takes none: there the server itself sets
 * the pace.
 */
public final class RetryBudget {
  private static final int CAPACITY = 100;
  private static final int RETRY = 10;
  private static final int FIRST_ATTEMPT = 1;

  private int tenths = CAPACITY;

  /** A full budget: ten retries. */
  public RetryBudget() {}

  synchronized boolean takeRetry() {
    if (tenths < RETRY) {
      return false;
    }
    tenths -= RETRY;
    return true;
  }

  synchronized void firstAttempt() {
    tenths = Math.min(CAPACITY, tenths + FIRST_ATTEMPT);
  }

  synchronized void retrySucceeded() {
    tenths = Math.min(CAPACITY, tenths + RETRY);
  }
}
