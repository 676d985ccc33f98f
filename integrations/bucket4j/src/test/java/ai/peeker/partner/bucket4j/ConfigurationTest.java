package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.bucket4j.MemoryBackend.Mode;
import ai.peeker.partner.call.RateLimiter.Permit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Configurations that are not the default. */
@Timeout(30)
class ConfigurationTest extends LimiterFixture {
  @Test
  void otherConfigurationInTheBackend_isReplacedAndItsPermitsAreWaitedFor() {
    BucketConfiguration naive =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(600).refillGreedy(600, Duration.ofMinutes(1)))
            .build();
    assertThat(backend.builder().build("live", () -> naive).tryConsume(100)).isTrue();

    Duration wait = retryIn(here);

    assertThat(wait).isBetween(Duration.ofSeconds(90), Duration.ofMillis(90_167));
    assertThat(backend.getProxyConfiguration("live")).contains(here.configuration());
    assertThat(retryIn(there)).isLessThanOrEqualTo(wait); // it has not replaced anything
  }

  @Test
  void otherConfiguration_whosePermitsCouldNotBeWaitedFor_isWaitedForAtTheNextCall() {
    BucketConfiguration naive =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(600).refillGreedy(600, Duration.ofMinutes(1)))
            .build();
    assertThat(backend.builder().build("live", () -> naive).tryConsume(100)).isTrue();
    backend.become(Mode.FAILING_TO_TELL_TOKENS);
    assertThat(failure(here.acquire(SECOND))).isInstanceOf(IllegalStateException.class);
    assertThat(backend.getProxyConfiguration("live")).contains(here.configuration());

    backend.become(Mode.WORKING);

    assertThat(retryIn(here)).isBetween(Duration.ofSeconds(90), Duration.ofMillis(90_167));
  }

  @Test
  void severalBandwidths_aWaiterWhoseTokenComesInTimeIsNotRejected() throws Exception {
    BucketConfiguration own =
        new BucketConfiguration(
            List.of(
                Bandwidth.builder().capacity(2).refillGreedy(10, SECOND).build(),
                Bandwidth.builder().capacity(60).refillGreedy(1, SECOND).build()));
    Bucket4jRateLimiter limiter =
        Bucket4jRateLimiter.builder(backend, "own").configuration(own).clock(clock).build();
    permit(limiter); // of 2 and 60
    permit(limiter);
    CompletableFuture<Permit> first = limiter.acquire(SECOND);
    CompletableFuture<Permit> second = limiter.acquire(Duration.ofMillis(500));

    assertThat(retryIn(limiter)).isEqualTo(Duration.ofMillis(300)); // the third token
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
  }

  @Test
  void configuration_ofTheCaller_isTheOneInTheBackend() throws Exception {
    BucketConfiguration own =
        new BucketConfiguration(
            List.of(
                Bandwidth.builder().capacity(20).refillGreedy(20, SECOND).build(),
                Bandwidth.builder()
                    .capacity(60)
                    .refillGreedy(360, SECOND.multipliedBy(60))
                    .build()));
    Bucket4jRateLimiter limiter =
        Bucket4jRateLimiter.builder(backend, "own").configuration(own).clock(clock).build();
    for (int i = 0; i < 20; i++) {
      assertThat(permit(limiter)).isNotNull();
    }
    assertThat(retryIn(limiter)).isEqualTo(Duration.ofMillis(50));
    limiter.pause(Duration.ofSeconds(30));

    assertThat(
            retryIn(
                Bucket4jRateLimiter.builder(backend, "own")
                    .configuration(own)
                    .clock(clock)
                    .build()))
        .isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_334));
  }
}
