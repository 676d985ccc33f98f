package ai.peeker.partner.bucket4j;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimitExceededException;
import ai.peeker.partner.call.RateLimiter.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Two machines with a bucket of 60 tokens, of which 6 are refilled each second, on a clock moved by
 * hand.
 */
abstract class LimiterFixture {
  static final Duration NO_TIME = Duration.ZERO;
  static final Duration SECOND = Duration.ofSeconds(1);

  final HandClock clock = new HandClock();
  final MemoryBackend backend = new MemoryBackend(clock);
  final Bucket4jRateLimiter here = limiter();
  final Bucket4jRateLimiter there = limiter();

  final Bucket4jRateLimiter limiter() {
    return Bucket4jRateLimiter.builder(backend, "live").clock(clock).build();
  }

  static Permit permit(Bucket4jRateLimiter limiter) throws Exception {
    return limiter.acquire(NO_TIME).get(10, SECONDS);
  }

  /** Returns after which time a permit may be available; nothing waits so long. */
  static Duration retryIn(Bucket4jRateLimiter limiter) {
    return retryIn(limiter.acquire(NO_TIME));
  }

  static Duration retryIn(CompletableFuture<Permit> rejected) {
    Throwable failure = failure(rejected);
    assertThat(failure).isInstanceOf(RateLimitExceededException.class);
    return ((RateLimitExceededException) failure).retryIn();
  }

  static Throwable failure(CompletableFuture<Permit> future) {
    try {
      throw new AssertionError(String.valueOf(future.get(10, SECONDS)));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  final void fill() {
    assertThat(retryIn(here)).isPositive(); // the bucket exists, and is empty
    clock.advance(Duration.ofMinutes(5));
  }
}
