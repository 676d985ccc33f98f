package ai.peeker.partner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that the permits are those of the real limiter. */
class RateLimiterBenchmarkTest {
  private final RateLimiterBenchmark benchmark = new RateLimiterBenchmark();

  @Test
  void limiter_countsAllPermitsOfTheKey() {
    SdkRateLimiter limiter = new SdkRateLimiter(2);

    assertThat(Stream.generate(limiter::acquire).limit(3).map(CompletableFuture::isDone))
        .containsExactly(true, true, false);
  }

  @Test
  @Timeout(10)
  void releasedPermit_isFreeAgainAfterTheWindow() {
    SdkRateLimiter limiter = new SdkRateLimiter(1);

    assertThat(limiter.use()).isNotSameAs(limiter.use());
  }

  @Test
  void benchmarks_useAPermit() {
    assertThat(benchmark.permit()).isInstanceOf(Permit.class);
    assertThat(benchmark.permitOf64Callers()).isInstanceOf(Permit.class);
    assertThat(benchmark.semaphore()).isInstanceOf(Semaphore.class);
    assertThat(benchmark.useSemaphore().availablePermits()).isEqualTo(Integer.MAX_VALUE);
  }
}
