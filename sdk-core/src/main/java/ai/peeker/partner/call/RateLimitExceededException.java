package ai.peeker.partner.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Signals that a {@link RateLimiter} has no permit within the time that the caller can wait. */
public final class RateLimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryIn;

  /**
   * Creates the exception.
   *
   * @param retryIn the time until a permit may be available; not null
   */
  public RateLimitExceededException(Duration retryIn) {
    super("No permit is available for the next " + TimeUnit.MILLISECONDS.convert(retryIn) + " ms.");
    this.retryIn = retryIn;
  }

  /**
   * Returns the time until a permit may be available.
   *
   * @return the time, counted from the rejection
   */
  public Duration retryIn() {
    return retryIn;
  }
}
