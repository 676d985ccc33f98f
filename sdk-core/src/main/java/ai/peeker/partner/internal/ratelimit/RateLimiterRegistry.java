package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * One limiter for each API key, shared by all clients of a registry. It outlives them, because the
 * server's window does. Keys are held as checksums only.
 */
public final class RateLimiterRegistry {
  // The server counts by key, whatever client a request comes from: the one thing that all clients
  // of a process must share.
  private static final RateLimiterRegistry OF_THIS_PROCESS =
      new RateLimiterRegistry(new SystemTimeSource());
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final TimeSource time;
  private final Map<String, SlidingWindowRateLimiter> limiters = new HashMap<>();

  /**
   * A registry of its own, for a test.
   *
   * @param time clock and timer
   */
  public RateLimiterRegistry(TimeSource time) {
    this.time = time;
  }

  /**
   * The registry that the clients of this process share.
   *
   * @return always the same
   */
  public static RateLimiterRegistry ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * The limiter of a key.
   *
   * @param key the key
   * @param perMinute how many requests a minute; of several numbers for one key, the lowest holds
   * @return the same one for the same key
   */
  public synchronized RateLimiter of(ApiKey key, int perMinute) {
    SlidingWindowRateLimiter limiter =
        limiters.computeIfAbsent(
            checksum(key), unused -> new SlidingWindowRateLimiter(perMinute, WINDOW, time));
    limiter.lowerTo(perMinute);
    return limiter;
  }

  private static String checksum(ApiKey key) {
    try {
      byte[] text = key.secret().reveal().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
