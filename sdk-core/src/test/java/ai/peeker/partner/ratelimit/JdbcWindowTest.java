package ai.peeker.partner.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import ai.peeker.partner.webhook.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that the server counts at any moment of their exchange. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Database.class)
class JdbcWindowTest extends LimiterFixture {
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final int LIMIT = 20;

  private final TimeSource time = new SystemTimeSource();
  private final RandomGenerator random = RandomGenerator.of("SplittableRandom");
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  @Test
  void arrivals_ofThreeLimitersAtOnce_areNeverMoreThanTheLimitInAnyWindow() throws Exception {
    List<JdbcRateLimiter> limiters =
        Stream.generate(() -> limiter(LIMIT, WINDOW)).limit(3).toList();
    for (JdbcRateLimiter limiter : limiters) {
      for (int caller = 0; caller < 2 * LIMIT; caller++) {
        callAgainAndAgain(limiter);
      }
    }
    over.get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);

    List<Long> counted = List.copyOf(arrivals);
    assertThat(Arrivals.mostIn(WINDOW.toNanos(), counted)).isEqualTo(LIMIT);
  }

  private void callAgainAndAgain(JdbcRateLimiter limiter) {
    var unused =
        limiter
            .acquire(MAX_WAIT)
            .whenComplete(
                (permit, failure) -> {
                  if (failure != null) {
                    over.completeExceptionally(failure);
                  } else if (!over.isDone()) {
                    exchange(limiter, permit);
                  }
                });
  }

  private void exchange(JdbcRateLimiter limiter, Permit permit) {
    int there = randomMillis();
    int back = randomMillis();
    time.schedule(Duration.ofMillis(there), () -> count(time.nanos()));
    time.schedule(
        Duration.ofMillis(there + back),
        () -> {
          permit.release();
          callAgainAndAgain(limiter);
        });
  }

  private synchronized int randomMillis() {
    return random.nextInt(20);
  }

  private void count(long at) {
    arrivals.add(at);
    if (arrivals.size() >= 6 * LIMIT) {
      over.complete(null);
    }
  }
}
