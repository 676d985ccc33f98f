package ai.peeker.partner.bucket4j;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The arithmetic of a bucket. The server counts a request at most {@code longestExchange} after its
 * permit, so the requests that it counts in one window have their permits in a longer one. In any
 * closed window, a bucket grants the tokens of a full bucket and those that are refilled meanwhile.
 *
 * @param window the window of the server
 */
record Limits(int limit, Duration longestExchange, Duration window) {
  private static final int LOWEST_LIMIT = 2; // one token to hold and one to refill
  private static final int HIGHEST_LIMIT = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  Limits {
    if (limit < LOWEST_LIMIT || limit > HIGHEST_LIMIT) {
      throw new IllegalArgumentException(
          "requestsPerMinute is out of range: " + limit + " (expected 2 to 10000).");
    }
    if (longestExchange == null) {
      throw new IllegalArgumentException("longestExchange must not be null.");
    }
    if (longestExchange.isNegative()
        || longestExchange.isZero()
        || longestExchange.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "longestExchange is out of range: "
              + longestExchange
              + " (expected more than zero, to 1 hour). It is the attempt timeout of the clients"
              + " plus the difference between the clocks of the machines and the latency of the"
              + " backend.");
    }
  }

  private Duration ofPermits() {
    return window.plus(longestExchange);
  }

  private long capacity() {
    return Math.max(1, limit / 10);
  }

  /**
   * Returns the configuration with a tenth of the limit for bursts. Its bucket is empty at first,
   * because it may replace one that the backend has lost.
   */
  BucketConfiguration configuration() {
    return BucketConfiguration.builder()
        .addLimit(
            bandwidth ->
                bandwidth
                    .capacity(capacity())
                    .refillGreedy(limit - capacity(), ofPermits())
                    .initialTokens(0))
        .build();
  }

  /**
   * Returns the configuration.
   *
   * @throws IllegalArgumentException if it allows more requests than the limit
   */
  BucketConfiguration checked(BucketConfiguration configuration) {
    ToLongFunction<Bandwidth> permits = bandwidth -> permits(bandwidth, ofPermits());
    Bandwidth tightest =
        Stream.of(configuration.getBandwidths())
            .min(Comparator.comparingLong(permits))
            .orElseThrow();
    if (permits.applyAsLong(tightest) > limit) {
      throw new IllegalArgumentException(tooMany(tightest));
    }
    return configuration;
  }

  private String tooMany(Bandwidth bandwidth) {
    return String.format(
        Locale.ROOT,
        "configuration allows more than %,d requests in %s. A full bucket and its refill grant %s"
            + " permits in %s. A request is counted up to %s after its permit, so the server may"
            + " count the permits of %s in %s: %s. Use a smaller capacity and refill, or omit the"
            + " configuration. The default is %,d tokens, refilled greedily by %,d in %s.",
        limit,
        text(window),
        sum(bandwidth, window),
        text(window),
        text(longestExchange),
        text(ofPermits()),
        text(window),
        sum(bandwidth, ofPermits()),
        capacity(),
        limit - capacity(),
        text(ofPermits()));
  }

  private static String sum(Bandwidth bandwidth, Duration duration) {
    return String.format(
        Locale.ROOT,
        "%,d + %,d = %,d",
        full(bandwidth),
        refilled(bandwidth, duration),
        permits(bandwidth, duration));
  }

  private static String text(Duration duration) {
    return duration.toNanosPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }

  private static long full(Bandwidth bandwidth) {
    return Math.max(bandwidth.getCapacity(), bandwidth.getInitialTokens());
  }

  private static long permits(Bandwidth bandwidth, Duration duration) {
    long sum = full(bandwidth) + refilled(bandwidth, duration);
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Returns the most tokens that are refilled within a duration, both of its ends included. */
  private static long refilled(Bandwidth bandwidth, Duration duration) {
    BigInteger tokens = BigInteger.valueOf(bandwidth.getRefillTokens());
    BigInteger nanos = BigInteger.valueOf(duration.toNanos());
    BigInteger period = BigInteger.valueOf(bandwidth.getRefillPeriodNanos());
    BigInteger refilled =
        bandwidth.isRefillIntervally()
            ? divideUp(nanos, period).multiply(tokens)
            : divideUp(nanos.multiply(tokens), period);
    return refilled.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static BigInteger divideUp(BigInteger number, BigInteger divisor) {
    return number.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }

  /** Returns how many tokens must be missing so that there is none for this long. */
  static long debt(BucketConfiguration configuration, Duration delay) {
    return Stream.of(configuration.getBandwidths())
        .mapToLong(bandwidth -> refilled(bandwidth, delay))
        .max()
        .orElseThrow();
  }

  /** Returns how many tokens are refilled within a duration in any case. */
  static long leastRefill(BucketConfiguration configuration, long nanos) {
    return Stream.of(configuration.getBandwidths())
        .mapToLong(bandwidth -> least(bandwidth, nanos))
        .min()
        .orElseThrow();
  }

  private static long least(Bandwidth bandwidth, long nanos) {
    long periods = nanos / bandwidth.getRefillPeriodNanos();
    double rest = (double) (nanos % bandwidth.getRefillPeriodNanos());
    double part = bandwidth.isRefillIntervally() ? 0 : rest / bandwidth.getRefillPeriodNanos();
    return (long) ((periods + part) * bandwidth.getRefillTokens());
  }

  /**
   * Returns after how many nanoseconds this many tokens are refilled, or later. Of several
   * bandwidths, it is not known which one has the fewest tokens.
   */
  static long refillNanos(BucketConfiguration configuration, int tokens) {
    return Stream.of(configuration.getBandwidths())
        .mapToLong(bandwidth -> refillNanos(bandwidth, tokens))
        .min()
        .orElseThrow();
  }

  private static long refillNanos(Bandwidth bandwidth, int tokens) {
    double periods = (double) tokens / bandwidth.getRefillTokens();
    return (long)
        ((bandwidth.isRefillIntervally() ? Math.floor(periods) : periods)
            * bandwidth.getRefillPeriodNanos());
  }
}
