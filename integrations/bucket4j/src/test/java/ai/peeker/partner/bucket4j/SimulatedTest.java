package ai.peeker.partner.bucket4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Greedy callers on bucket4j's clock, which is moved by hand: they take each token in the
 * nanosecond in which it is there, after the bucket has been idle until a phase of its refill.
 */
class SimulatedTest {
  private static final long SECOND = 1_000_000_000;
  private static final long WINDOW = 60 * SECOND;
  private static final int PHASES = 24;

  /** The time of the bucket, in ns. */
  private static final class Clock implements TimeMeter {
    private long nanos = 1_700_000_000L * SECOND;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // capacity, refill, period in s, at intervals, D in ms, requests in 60 s at most
    "600, 600, 60, false, 0, 1200",
    "600, 600, 60, true, 0, 1200",
    "600, 600, 60, false, 30000, 1500",
    "300, 300, 60, false, 0, 600",
    "60, 540, 60, false, 0, 600",
    "60, 541, 60, false, 0, 601",
    "1, 600, 60, false, 0, 601",
    "60, 531, 60, false, 1000, 599", // 539.85 are refilled, and no part of a token is granted
    "60, 498, 60, false, 5000, 599",
    "60, 360, 60, false, 30000, 600",
    "60, 540, 90, false, 30000, 600",
    "60, 540, 61, false, 1000, 600",
    "60, 540, 65, false, 5000, 600",
    "60, 6, 1, false, 30000, 600",
    "60, 21600, 3600, false, 30000, 600",
    "200, 200, 60, true, 30000, 600",
    "150, 150, 30, true, 30000, 600",
    "300, 300, 120, true, 30000, 600",
    "60, 6, 1, true, 30000, 600",
    "60, 100, 20, true, 30000, 360", // 5 refills, of which the bucket holds 60 each
  })
  void requests_inAnyClosedMinute_areThoseOfTheArithmetic(
      int capacity, int refill, int period, boolean atIntervals, int delayMillis, int most) {
    long delay = Duration.ofMillis(delayMillis).toNanos();
    Duration every = Duration.ofSeconds(period);
    Bandwidth bandwidth =
        atIntervals
            ? Bandwidth.builder().capacity(capacity).refillIntervally(refill, every).build()
            : Bandwidth.builder().capacity(capacity).refillGreedy(refill, every).build();

    int seen = 0;
    int late = 0;
    double share = 0;
    for (int phase = 0; phase < 2 * PHASES; phase++) {
      long idle = 2 * every.toNanos() + every.toNanos() * (phase / 2) / PHASES - phase % 2;
      long[] permits = permits(bandwidth, idle, 4 * (WINDOW + delay));
      seen = Math.max(seen, most(permits, WINDOW + delay));
      late = Math.max(late, most(counted(permits, delay, phase), WINDOW));
      share = (permits.length - capacity) * 15. / (WINDOW + delay) * SECOND / 600;
    }

    System.out.printf( // for the table in docs/rate-limit.md
        "%d + %d in %d s%s, D = %d ms: %d at worst, %d at random moments, %.0f %% used%n",
        capacity,
        refill,
        period,
        atIntervals ? " at intervals" : "",
        delayMillis,
        seen,
        late,
        share * 100);
    assertThat(seen).isEqualTo(most);
    assertThat(late).isLessThanOrEqualTo(most);
  }

  /** Returns the times of the permits. */
  private static long[] permits(Bandwidth bandwidth, long idle, long length) {
    Clock clock = new Clock();
    Bucket bucket = Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(clock).build();
    clock.nanos += idle;
    long end = clock.nanos + length;
    long[] times = new long[100_000];
    int count = 0;
    while (clock.nanos <= end) {
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        times[count++] = clock.nanos;
      } else {
        clock.nanos += Math.max(1, probe.getNanosToWaitForRefill());
      }
    }
    return Arrays.copyOf(times, count);
  }

  /** Returns when the server counts the requests: each at a random moment of its exchange. */
  private static long[] counted(long[] permits, long delay, int seed) {
    Random random = new Random(seed);
    return Arrays.stream(permits)
        .map(permit -> permit + (long) (random.nextDouble() * delay))
        .sorted()
        .toArray();
  }

  /** Returns the most times in a closed window. */
  private static int most(long[] times, long window) {
    int most = 0;
    for (int first = 0, last = 0; last < times.length; last++) {
      while (times[last] - times[first] > window) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
