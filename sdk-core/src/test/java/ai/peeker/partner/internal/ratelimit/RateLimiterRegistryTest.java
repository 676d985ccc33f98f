package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RateLimiterRegistryTest {
  private final FakeTime time = new FakeTime();
  private final RateLimiterRegistry limiters = new RateLimiterRegistry(time);

  private RateLimiter of(String key, int perMinute) {
    return limiters.of(ApiKey.of(key), perMinute);
  }

  private static boolean admits(RateLimiter limiter) {
    CompletableFuture<?> request = limiter.acquire(Duration.ofMinutes(5));
    return !request.cancel(false); // a request that is not granted immediately leaves the queue
  }

  @Test
  void sameKey_hasTheSameLimiter() {
    assertThat(of("pk_test_a1", 5)).isSameAs(of("pk_test_a1", 5)).isNotNull();
  }

  @Test
  void liveAndTestKey_ofTheSameName_areApart() {
    assertThat(of("pk_test_a1", 5)).isNotSameAs(of("pk_live_a1", 5));
  }

  @Test
  void limiter_usedUpByOneKey_leavesTheOtherKeyItsPermits() {
    assertThat(admits(of("pk_test_a1", 1))).isTrue();
    assertThat(admits(of("pk_test_a1", 1))).isFalse();

    assertThat(admits(of("pk_test_a2", 1))).isTrue();
  }

  @Test
  void limits_ofTwoClients_holdAtTheLowest() {
    of("pk_test_a1", 3);
    of("pk_test_a1", 2);
    RateLimiter limiter = of("pk_test_a1", 600);

    assertThat(admits(limiter)).isTrue();
    assertThat(admits(limiter)).isTrue();
    assertThat(admits(limiter)).isFalse();
  }

  @Test
  void window_isAMinute() {
    RateLimiter limiter = of("pk_test_a1", 1);
    limiter.acquire(Duration.ofSeconds(1)).join().release();

    time.passMillis(60_000);
    assertThat(admits(limiter)).isFalse();
    time.passMillis(1);
    assertThat(admits(limiter)).isTrue();
  }

  @Test
  void registry_ofThisProcess_isOne() {
    assertThat(RateLimiterRegistry.ofThisProcess())
        .isNotNull()
        .isSameAs(RateLimiterRegistry.ofThisProcess());
  }
}
