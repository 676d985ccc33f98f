package ai.peeker.partner.internal.call;

/**
 * Keeps retries from multiplying the load on a server that is down. A retry takes a token, which is
 * returned if it succeeds; each call adds a tenth of a token. So when everything fails, retries add
 * a tenth to the load, after ten at first; when little fails, every retry is allowed.
 */
public final class RetryBudget {
  private static final int CAPACITY = 100;
  private static final int RETRY = 10;
  private static final int CALL = 1;

  private int tenths = CAPACITY;

  /** Creates a full budget: ten retries. */
  public RetryBudget() {}

  /** Returns the number of retries that are granted now without a further call. */
  public synchronized int availableRetries() {
    return tenths / RETRY;
  }

  synchronized boolean takeToken() {
    if (availableRetries() == 0) {
      return false;
    }
    tenths -= RETRY;
    return true;
  }

  synchronized void callStarted() {
    tenths = Math.min(CAPACITY, tenths + CALL);
  }

  synchronized void retrySucceeded() {
    tenths = Math.min(CAPACITY, tenths + RETRY);
  }
}
