package ai.peeker.partner.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures one permit with its lookup by API key against a semaphore in a map, the lower bound of
 * any limiter by key.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RateLimiterBenchmark {
  // never reached, as a window of the fast clock is short; a limiter without a limit would remember
  // all permits that it had no time to take back
  private static final int LIMIT = 100_000;

  private final SdkRateLimiter limiter = new SdkRateLimiter(LIMIT);
  private final Map<String, Semaphore> semaphores = new ConcurrentHashMap<>();

  /** Acquires and releases a permit of the SDK's sliding window. */
  @Benchmark
  public Object permit() {
    return limiter.use();
  }

  /** Does so for 64 callers at a time. */
  @Benchmark
  @Threads(64)
  public Object permitOf64Callers() {
    return limiter.use();
  }

  /** Acquires and releases a permit of a semaphore. */
  @Benchmark
  public Object semaphore() {
    return useSemaphore();
  }

  /** Does so for 64 callers at a time. */
  @Benchmark
  @Threads(64)
  public Object semaphoreOf64Callers() {
    return useSemaphore();
  }

  Semaphore useSemaphore() {
    Semaphore semaphore =
        semaphores.computeIfAbsent(SampleOrder.API_KEY, key -> new Semaphore(Integer.MAX_VALUE));
    semaphore.acquireUninterruptibly();
    semaphore.release();
    return semaphore;
  }
}
