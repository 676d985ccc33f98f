package ai.peeker.partner.bucket4j;

import ai.peeker.partner.call.RateLimiter;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A rate limiter that several machines share: a token bucket in Redis, Hazelcast or another backend
 * of bucket4j. Whatever the number of processes, the server receives no more requests in any 60
 * seconds than the limit, as long as it counts each one within {@link Builder#longestExchange} of
 * its permit.
 *
 * <pre>{@code
 * RateLimiter shared = Bucket4jRateLimiter.builder(proxyManager, "peeker-live").build();
 * PeekerClient client =
 *     PeekerClient.builder().apiKey(System.getenv("PEEKER_API_KEY")).rateLimiter(shared).build();
 * }</pre>
 *
 * <p>The price of a bucket is a lower rate: it knows when a permit was granted, but not when the
 * server counted the request. With exchanges of up to 30 seconds, the default, it grants 360 of 600
 * permits per minute; with 5 seconds, 498.
 *
 * <p>Permits are granted in FIFO order within a process; processes that wait have equal chances. A
 * permit is not given back, even if it is not used: the bucket may be full again by then. After an
 * exchange without a response, another token is taken, because the request may arrive late: within
 * the longest exchange again. A {@link #pause} holds all machines, by a debt of the bucket. If
 * another configuration is stored in the backend, the first call replaces it, and no permit is
 * granted for 60 seconds and the longest exchange.
 *
 * <p>If the backend fails or does not respond within 5 seconds, calls fail before anything is sent,
 * with an {@link IllegalStateException}.
 */
public final class Bucket4jRateLimiter implements RateLimiter {
  // A response that names days ends its own call; all others try again after an hour.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final PermitQueue queue;
  private final BucketConfiguration configuration;
  private final Duration longestExchange;

  private Bucket4jRateLimiter(SharedBucket bucket, LongSupplier clock, Duration longestExchange) {
    this.queue = new PermitQueue(bucket, clock);
    this.configuration = bucket.configuration();
    this.longestExchange = longestExchange;
  }

  /**
   * Returns a builder of a limiter, for 600 requests per minute unless it is changed.
   *
   * @param proxyManager the access to the backend, with an asynchronous mode; not null
   * @param key the key of the bucket, shared by all limiters of an API key and by nothing else, but
   *     not the API key itself; not null
   * @param <K> the type of the backend's keys
   * @return the builder
   * @throws IllegalArgumentException if an argument is null, the proxy manager has no asynchronous
   *     mode, or the key contains an API key
   */
  public static <K> Builder builder(ProxyManager<K> proxyManager, K key) {
    if (proxyManager == null) {
      throw new IllegalArgumentException("proxyManager must not be null.");
    }
    if (!proxyManager.isAsyncModeSupported()) {
      throw new IllegalArgumentException(
          "proxyManager has no asynchronous mode, and a rate limiter must not block: "
              + proxyManager.getClass().getSimpleName()
              + ". Use that of Redis or Hazelcast, for example.");
    }
    AsyncProxyManager<K> manager = proxyManager.asAsync();
    K name = checked(key);
    return new Builder((limits, config) -> new SharedBucket(manager, name, limits, config));
  }

  private static <K> K checked(@Nullable K key) {
    if (key == null) {
      throw new IllegalArgumentException("key must not be null.");
    }
    String text =
        key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : key.toString();
    if (text.contains("pk_live_") || text.contains("pk_test_")) { // not shown, for that reason
      throw new IllegalArgumentException(
          "key looks like it contains an API key, and it is stored in the backend. Use a name for"
              + " the API key instead, such as \"live\".");
    }
    return key;
  }

  /**
   * Returns the configuration of the bucket.
   *
   * @return the configuration
   */
  public BucketConfiguration configuration() {
    return configuration;
  }

  @Override
  public CompletableFuture<Permit> acquire(Duration maxWait) {
    return queue.acquire(maxWait);
  }

  /**
   * {@inheritDoc} Other processes wait as well, unless the backend fails. It holds for one hour at
   * most.
   *
   * @throws IllegalArgumentException if the delay is null
   */
  @Override
  public void pause(Duration delay) {
    if (delay == null) {
      throw new IllegalArgumentException("delay must not be null.");
    }
    queue.pause(delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE);
  }

  @Override
  public Duration longestExchange() {
    return longestExchange;
  }

  /** Returns a string for logging, with the configuration, but without the key. */
  @Override
  public String toString() {
    return "Bucket4jRateLimiter[" + configuration + "]";
  }

  /** Builds limiters. */
  public static final class Builder {
    private final BucketFactory buckets;
    private int limit = 600;
    private Duration longestExchange = Duration.ofSeconds(30); // the default of an attempt
    private Duration window = Duration.ofMinutes(1);
    private LongSupplier clock = System::nanoTime;
    private @Nullable BucketConfiguration configuration;

    private interface BucketFactory {
      SharedBucket create(Limits limits, BucketConfiguration configuration);
    }

    private Builder(BucketFactory buckets) {
      this.buckets = buckets;
    }

    /**
     * Sets the limit of the server.
     *
     * @param requestsPerMinute from 2 to 10,000; 600 by default
     * @return this builder
     */
    public Builder limit(int requestsPerMinute) {
      this.limit = requestsPerMinute;
      return this;
    }

    /**
     * Sets the longest time between a permit and the moment at which the server counts the request.
     * The shorter it is, the more permits are granted.
     *
     * @param longestExchange the attempt timeout of the clients plus the difference between the
     *     clocks of the machines and the latency of the backend, at most one hour; 30 seconds by
     *     default. A client with a longer attempt timeout is not built
     * @return this builder
     */
    public Builder longestExchange(Duration longestExchange) {
      this.longestExchange = longestExchange;
      return this;
    }

    /**
     * Sets the configuration of the bucket. By default it holds a tenth of the limit and is
     * refilled greedily, as fast as the limit permits. Start a bucket with {@code initialTokens(0)}
     * if the backend may lose it.
     *
     * @param configuration a bucket that grants no more permits than the limit within 60 seconds
     *     and the longest exchange; not null
     * @return this builder
     */
    public Builder configuration(BucketConfiguration configuration) {
      if (configuration == null) {
        throw new IllegalArgumentException("configuration must not be null.");
      }
      this.configuration = configuration;
      return this;
    }

    /** Sets another window of the server, for a test. */
    Builder window(Duration window) {
      this.window = window;
      return this;
    }

    /** Sets another clock for the waits, for a test. */
    Builder clock(LongSupplier clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Builds the limiter.
     *
     * @return the limiter
     * @throws IllegalArgumentException if a setting is out of range, or if the configuration allows
     *     more requests than the limit; the message shows the arithmetic
     */
    public Bucket4jRateLimiter build() {
      Limits limits = new Limits(limit, longestExchange, window);
      BucketConfiguration chosen =
          configuration == null ? limits.configuration() : limits.checked(configuration);
      return new Bucket4jRateLimiter(buckets.create(limits, chosen), clock, longestExchange);
    }
  }
}
