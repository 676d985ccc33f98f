package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter.Permit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateLimiterReleaseTest extends RateLimiterFixture {
  @Test
  void release_twice_returnsOnePermit() {
    SlidingWindowRateLimiter limiter = limiter(2);
    Permit first = granted(limiter);
    granted(limiter);

    first.release();
    first.release();
    time.passMillis(60_001);

    assertThat(request(limiter)).isCompleted();
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void release_ofAnUnusedPermit_grantsItToTheNextImmediately() {
    SlidingWindowRateLimiter limiter = limiter(1);
    Permit unused = granted(limiter);
    CompletableFuture<Permit> next = request(limiter);

    unused.releaseUnused();
    assertThat(next).isCompleted();

    unused.releaseUnused();
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void release_ofAnUnusedPermit_withoutWaiters_keepsItForTheNextRequest() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).releaseUnused();

    assertThat(request(limiter)).isCompleted();
    assertThat(request(limiter)).isNotDone();
  }

  @Test
  void release_withoutResponse_holdsThePermitForAMinuteMore() {
    SlidingWindowRateLimiter limiter = limiter(1);
    granted(limiter).releaseWithoutResponse();
    CompletableFuture<Permit> next = request(limiter);

    time.passMillis(120_000);
    assertThat(next).isNotDone();
    time.passMillis(1);
    assertThat(next).isCompleted();
  }

  @Test
  void waiting_forAPermitWithoutResponse_isServedByOneThatReturnsEarlier() {
    SlidingWindowRateLimiter limiter = limiter(2);
    Permit running = granted(limiter);
    granted(limiter).releaseWithoutResponse(); // returns at 120.001 s
    CompletableFuture<Permit> waiting = request(limiter);
    time.passMillis(10_000);
    running.release(); // returns at 70.001 s

    time.passMillis(60_000);
    assertThat(waiting).isNotDone();
    time.passMillis(1);
    assertThat(waiting).isCompleted();
  }
}
