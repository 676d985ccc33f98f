package ai.peeker.partner.bucket4j;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that takes permits as fast as it can, and prints a line for each. */
final class Greedy {
  static final Duration WINDOW = Duration.ofSeconds(2);
  static final Duration LONGEST_EXCHANGE = Duration.ofMillis(500);
  static final int LIMIT = 120;

  private Greedy() {}

  static Bucket4jRateLimiter.Builder limiter(RedisClient redis, String key) {
    return Bucket4jRateLimiter.builder(
            Bucket4jLettuce.casBasedBuilder(redis).build(), key.getBytes(StandardCharsets.UTF_8))
        .window(WINDOW)
        .longestExchange(LONGEST_EXCHANGE)
        .limit(LIMIT);
  }

  /** Returns a limiter with as many tokens as the limit, whose limit is wrong. */
  static Bucket4jRateLimiter naive(RedisClient redis, String key) {
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(bandwidth -> bandwidth.capacity(LIMIT).refillGreedy(LIMIT, WINDOW))
            .build();
    return limiter(redis, key).limit(3 * LIMIT).configuration(configuration).build();
  }

  public static void main(String[] arguments) throws Exception {
    RedisClient redis = RedisClient.create(arguments[0]);
    Bucket4jRateLimiter limiter =
        arguments[1].equals("naive")
            ? naive(redis, arguments[1])
            : limiter(redis, arguments[1]).build();
    print("ready");
    if (System.in.read() < 0) {
      return;
    }
    while (true) {
      limiter.acquire(Duration.ofMinutes(1)).get(1, TimeUnit.MINUTES).release();
      print("permit");
    }
  }

  private static void print(String line) throws IOException {
    System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
