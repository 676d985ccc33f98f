package ai.peeker.partner.benchmarks;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The SDK's default limiter as a call uses it. Its clock runs fast, so that a permit is free again
 * after 0.6 ms and not after a minute: otherwise it would hold hundreds of millions of them.
 *
 * <p>Apart from {@link SdkOrders} the only class of the benchmarks that uses internal classes.
 */
final class SdkRateLimiter {
  private static final long SPEED = 100_000;
  private static final Duration MAX_WAIT = Duration.ofMinutes(2);

  private final ApiKey key = ApiKey.of(SampleOrder.API_KEY);
  private final Function<ApiKey, RateLimiter> limiters;

  /**
   * Creates a limiter.
   *
   * @param perMinute the number of permits, in a minute of the fast clock
   */
  SdkRateLimiter(int perMinute) {
    this.limiters = new RateLimiterRegistry(new FastTime()).lookup(perMinute);
  }

  /** Looks the limiter of the key up, then acquires and releases a permit of it. */
  Permit use() {
    Permit permit = acquire().join();
    permit.release();
    return permit;
  }

  CompletableFuture<Permit> acquire() {
    RateLimiter limiter = limiters.apply(key);
    return limiter.acquire(MAX_WAIT);
  }

  private static final class FastTime implements TimeSource {
    private final TimeSource system = new SystemTimeSource();
    private final long start = system.nanos();

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public long nanos() {
      return (system.nanos() - start) * SPEED;
    }

    @Override
    public double random() {
      return 0;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return system.schedule(delay.dividedBy(SPEED), task);
    }

    @Override
    public void sleep(Duration delay) throws InterruptedException {
      system.sleep(delay.dividedBy(SPEED));
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration timeout)
        throws InterruptedException {
      return system.await(future, timeout.dividedBy(SPEED));
    }
  }
}
