package ai.peeker.partner.internal.ratelimit;

import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds one limiter for each API key, shared by all clients of a registry. A limiter outlives them
 * as long as the server's window does, and is forgotten afterwards. Keys are held as checksums
 * only.
 */
public final class RateLimiterRegistry {
  // The server counts by key, whichever client a request comes from: the one thing that all clients
  // of a process must share.
  private static final RateLimiterRegistry OF_THIS_PROCESS =
      new RateLimiterRegistry(new SystemTimeSource());
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final TimeSource time;
  private final Map<String, WeakReference<SlidingWindowRateLimiter>> limiters = new HashMap<>();
  private final Set<SlidingWindowRateLimiter> inUse = ConcurrentHashMap.newKeySet();

  /** Creates a separate registry, for a test. */
  public RateLimiterRegistry(TimeSource time) {
    this.time = time;
  }

  /** Returns the registry that the clients of this process share. */
  public static RateLimiterRegistry ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Returns the limiter of a key.
   *
   * @param perMinute the number of requests per minute; of several for one key, the lowest holds
   */
  public synchronized RateLimiter of(ApiKey key, int perMinute) {
    WeakReference<SlidingWindowRateLimiter> known = limiters.get(key.checksum());
    SlidingWindowRateLimiter limiter = known == null ? null : known.get();
    if (limiter == null) {
      forgetIdle();
      limiter = new SlidingWindowRateLimiter(perMinute, WINDOW, time, inUse);
      limiters.put(key.checksum(), new WeakReference<>(limiter));
    }
    limiter.lowerCapacityTo(perMinute);
    return limiter;
  }

  /** Leaves idle limiters to the garbage collector, unless a client still holds them. */
  private void forgetIdle() {
    List.copyOf(inUse).forEach(SlidingWindowRateLimiter::leaveIfIdle); // those in use return
    limiters.values().removeIf(limiter -> limiter.get() == null);
  }

  /** Returns the number of limiters held. */
  synchronized int size() {
    return limiters.size();
  }

  /** Returns a lookup for one client, which holds the limiter of its key and so its limit. */
  public Function<ApiKey, RateLimiter> lookup(int perMinute) {
    AtomicReference<@Nullable Entry> last = new AtomicReference<>();
    return key -> {
      Entry entry = last.get();
      if (entry == null || !entry.key().equals(key)) {
        entry = new Entry(key, of(key, perMinute));
        last.set(entry);
      }
      return entry.limiter();
    };
  }

  private record Entry(ApiKey key, RateLimiter limiter) {}
}
