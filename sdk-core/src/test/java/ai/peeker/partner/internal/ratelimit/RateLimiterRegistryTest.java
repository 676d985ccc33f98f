package ai.peeker.partner.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.testkit.FakeTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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

  @Test
  void lookup_returnsTheLimiterOfEachKey() {
    Function<ApiKey, RateLimiter> lookup = limiters.lookup(5);

    RateLimiter first = lookup.apply(ApiKey.of("pk_test_a1"));
    assertThat(lookup.apply(ApiKey.of("pk_test_a1"))).isSameAs(first);
    assertThat(lookup.apply(ApiKey.of("pk_test_a2"))).isSameAs(of("pk_test_a2", 5));
    assertThat(lookup.apply(ApiKey.of("pk_test_a1"))).isSameAs(first).isSameAs(of("pk_test_a1", 5));
  }

  @Test
  void lookups_ofTwoClients_holdAtTheLowest() {
    RateLimiter limiter = limiters.lookup(2).apply(ApiKey.of("pk_test_a1"));
    assertThat(limiters.lookup(1).apply(ApiKey.of("pk_test_a1"))).isSameAs(limiter);

    assertThat(admits(limiter)).isTrue();
    assertThat(admits(limiter)).isFalse();
  }

  @Test
  void limiters_ofKeysThatNobodyUsesAnyLonger_areForgottenAfterTheirWindow() {
    for (int i = 0; i < 300; i++) {
      limiters.lookup(5).apply(ApiKey.of("pk_test_a" + i)).acquire(Duration.ZERO).join().release();
    }
    time.passMillis(60_001);

    assertThat(heldAfterCollection()).isLessThan(3);
  }

  @Test
  void limiter_ofAKeyInItsWindow_isNotForgottenWithItsClient() {
    limiters.lookup(1).apply(ApiKey.of("pk_test_a1")).acquire(Duration.ZERO).join().release();
    time.passMillis(60_000);
    int held = heldAfterCollection();

    assertThat(admits(of("pk_test_a1", 1))).isFalse();
    assertThat(held).isGreaterThan(0);
  }

  @Test
  void limiter_pausedByTheServer_isNotForgottenWithItsClient() {
    limiters.lookup(1).apply(ApiKey.of("pk_test_a1")).pause(Duration.ofSeconds(90));
    time.passMillis(89_999);
    int held = heldAfterCollection();

    assertThat(admits(of("pk_test_a1", 1))).isFalse();
    assertThat(held).isGreaterThan(0);
  }

  @Test
  void limiter_thatAClientHolds_isSharedWithANewClientAfterALongPause() {
    Function<ApiKey, RateLimiter> client = limiters.lookup(1);
    RateLimiter limiter = client.apply(ApiKey.of("pk_test_a1"));
    time.passMillis(600_000);
    int held = heldAfterCollection();

    assertThat(of("pk_test_a1", 1)).isSameAs(limiter);
    assertThat(held).isGreaterThan(0);
    assertThat(client).isNotNull();
  }

  @Test
  void limit_ofAClientThatWasIdle_holdsForANewClient() {
    Function<ApiKey, RateLimiter> client = limiters.lookup(1);
    client.apply(ApiKey.of("pk_test_a1")).acquire(Duration.ZERO).join().release();
    time.passMillis(600_000);
    int held = heldAfterCollection();

    RateLimiter limiter = of("pk_test_a1", 600);
    assertThat(admits(limiter)).isTrue();
    assertThat(admits(limiter)).isFalse();
    assertThat(held).isGreaterThan(0);
    assertThat(client).isNotNull();
  }

  /** A new key makes the registry forget; the garbage collector has to agree. */
  private int heldAfterCollection() {
    int held = Integer.MAX_VALUE;
    for (int i = 0; i < 20 && held > 2; i++) {
      System.gc();
      of("pk_live_other" + i, 1);
      held = limiters.size();
    }
    return held;
  }
}
