package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limiters of one minute on a fake clock. A window is 60 s and 1 ms: both of its ends belong to it.
 */
abstract class RateLimiterFixture {
  static final Duration MAX_WAIT = Duration.ofHours(1);

  final FakeTime time = new FakeTime();

  SlidingWindowRateLimiter limiter(int capacity) {
    return new SlidingWindowRateLimiter(
        capacity, Duration.ofSeconds(60), time, ConcurrentHashMap.newKeySet());
  }

  static CompletableFuture<Permit> request(SlidingWindowRateLimiter limiter) {
    return limiter.acquire(MAX_WAIT);
  }

  static Permit granted(SlidingWindowRateLimiter limiter) {
    CompletableFuture<Permit> request = request(limiter);
    assertThat(request).isCompleted();
    return request.join();
  }

  static Duration retryIn(CompletableFuture<Permit> request) {
    assertThat(request).isCompletedExceptionally();
    Throwable failure = catchThrowable(request::get).getCause();
    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    return ((RateLimitExceededException) failure).retryIn();
  }
}
