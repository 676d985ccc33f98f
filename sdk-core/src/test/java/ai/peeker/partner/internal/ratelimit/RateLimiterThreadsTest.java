package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.SystemTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that take permits over many short windows of the system's time. */
@Timeout(60)
class RateLimiterThreadsTest {
  private static final int LIMIT = 200;
  private static final Duration WINDOW = Duration.ofMillis(5);

  private final SlidingWindowRateLimiter limiter =
      new SlidingWindowRateLimiter(
          LIMIT, WINDOW, new SystemTimeSource(), ConcurrentHashMap.newKeySet());

  @Test
  void threads_overManyWindows_allGetTheirPermitsAndNeverMoreThanTheLimit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<List<Long>>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      all.add(threads.submit(() -> arrivals(1_500)));
    }
    List<Long> arrivals = new ArrayList<>();
    for (Future<List<Long>> each : all) {
      arrivals.addAll(each.get());
    }
    threads.shutdown();

    Collections.sort(arrivals);
    assertThat(arrivals).hasSize(24_000);
    assertThat(IntStream.range(LIMIT, arrivals.size()))
        .allMatch(i -> arrivals.get(i) - arrivals.get(i - LIMIT) > WINDOW.toNanos());
  }

  /** Between a permit and its release. */
  private List<Long> arrivals(int requests) throws Exception {
    List<Long> arrivals = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      Permit permit = limiter.acquire(Duration.ofMinutes(1)).get();
      arrivals.add(System.nanoTime());
      permit.release();
    }
    return arrivals;
  }
}
