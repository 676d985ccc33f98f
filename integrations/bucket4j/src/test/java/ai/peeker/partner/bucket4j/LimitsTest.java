package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums are those of a person with a calculator; SimulatedTest checks them by a clock. */
class LimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Limits limits(Duration longestExchange) {
    return new Limits(600, longestExchange, MINUTE);
  }

  private static BucketConfiguration of(Bandwidth... bandwidths) {
    return new BucketConfiguration(Stream.of(bandwidths).toList());
  }

  private static Bandwidth greedy(long capacity, long refill, Duration period) {
    return Bandwidth.builder().capacity(capacity).refillGreedy(refill, period).build();
  }

  @Test
  void sixHundredPerMinute_isRejectedWithTheArithmetic() {
    BucketConfiguration naive = of(greedy(600, 600, MINUTE));

    assertThatThrownBy(() -> limits(Duration.ofSeconds(30)).checked(naive))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "configuration allows more than 600 requests in 60 s. A full bucket and its refill"
                + " grant 600 + 600 = 1,200 permits in 60 s. A request is counted up to 30 s after"
                + " its permit, so the server may count the permits of 90 s in 60 s: 600 + 900 ="
                + " 1,500. Use a smaller capacity and refill, or omit the configuration. The"
                + " default is 60 tokens, refilled greedily by 540 in 90 s.");
  }

  @ParameterizedTest
  @CsvSource({
    // D in s, capacity, refill, period in s: the largest refill that is accepted
    "1, 60, 531, 60", // 531 * 61 / 60 = 539.85
    "5, 60, 498, 60", // 498 * 65 / 60 = 539.5
    "30, 60, 360, 60", // 360 * 90 / 60 = 540
    "30, 300, 200, 60", // 200 * 90 / 60 = 300
    "30, 1, 399, 60", // 399 * 90 / 60 = 598.5
    "30, 60, 6, 1", // 6 * 90 = 540
    "30, 60, 540, 90",
    "30, 60, 21600, 3600", // 21600 / 40 = 540
  })
  void greedyRefill_isAcceptedUpToTheLimit(int exchange, int capacity, int refill, int period) {
    Limits limits = limits(Duration.ofSeconds(exchange));
    Duration every = Duration.ofSeconds(period);

    assertThatCode(() -> limits.checked(of(greedy(capacity, refill, every))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> limits.checked(of(greedy(capacity, refill + period, every))))
        .hasMessageContaining("allows more than 600 requests in 60 s");
    assertThatThrownBy(() -> limits.checked(of(greedy(capacity + 2, refill, every))))
        .hasMessageContaining("allows more than 600 requests in 60 s");
  }

  @ParameterizedTest
  @CsvSource({
    // a window of 90 s has 2 refills of every minute, 3 of every 30 s, 1 of every two minutes
    "200, 200, 60",
    "150, 150, 30",
    "300, 300, 120",
    "60, 6, 1",
  })
  void refillAtIntervals_countsEachRefillInTheWindow(int capacity, int refill, int period) {
    Limits limits = limits(Duration.ofSeconds(30));
    Duration every = Duration.ofSeconds(period);

    for (Bandwidth accepted :
        new Bandwidth[] {
          Bandwidth.builder().capacity(capacity).refillIntervally(refill, every).build(),
          Bandwidth.builder()
              .capacity(capacity)
              .refillIntervallyAligned(refill, every, Instant.EPOCH)
              .build()
        }) {
      assertThatCode(() -> limits.checked(of(accepted))).doesNotThrowAnyException();
    }
    Bandwidth more =
        Bandwidth.builder().capacity(capacity).refillIntervally(refill + 1, every).build();
    assertThatThrownBy(() -> limits.checked(of(more))).hasMessageContaining("more than 600");
  }

  @Test
  void severalBandwidths_theTightestCounts() {
    Bandwidth perSecond = greedy(20, 20, Duration.ofSeconds(1));
    Bandwidth perMinute = greedy(60, 360, MINUTE);
    Limits limits = limits(Duration.ofSeconds(30));

    assertThatCode(() -> limits.checked(of(perSecond, perMinute))).doesNotThrowAnyException();
    assertThatThrownBy(() -> limits.checked(of(perSecond, greedy(600, 600, MINUTE))))
        .hasMessageContaining("600 + 900 = 1,500");
  }

  @Test
  void initialTokensAboveTheCapacity_areCounted() {
    Bandwidth generous =
        Bandwidth.builder().capacity(60).refillGreedy(360, MINUTE).initialTokens(600).build();

    assertThatThrownBy(() -> limits(Duration.ofSeconds(30)).checked(of(generous)))
        .hasMessageContaining("600 + 540 = 1,140");
  }

  @Test
  void hugeNumbers_areRejectedToo() {
    Bandwidth huge = greedy(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, Duration.ofDays(106_000));

    assertThatThrownBy(() -> limits(Duration.ofSeconds(30)).checked(of(huge)))
        .hasMessageContaining("more than 600");
  }

  static Stream<Duration> exchanges() {
    return Stream.of(1, 1_000, 5_000, 30_000, 3_600_000).map(Duration::ofMillis);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void default_isAcceptedForEachLimit(Duration longestExchange) {
    for (int limit = 2; limit <= 10_000; limit += limit < 100 ? 1 : 97) {
      Limits limits = new Limits(limit, longestExchange, MINUTE);

      assertThatCode(() -> limits.checked(limits.configuration())).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 531", "5, 498", "30, 360"})
  void default_grantsAsMuchAsThisInAMinute(int exchange, int permits) {
    BucketConfiguration configuration = limits(Duration.ofSeconds(exchange)).configuration();
    Bandwidth bandwidth = configuration.getBandwidths()[0];

    assertThat(bandwidth.getCapacity()).isEqualTo(60);
    assertThat(MINUTE.toNanos() * bandwidth.getRefillTokens() / bandwidth.getRefillPeriodNanos())
        .isEqualTo(permits);
  }
}
