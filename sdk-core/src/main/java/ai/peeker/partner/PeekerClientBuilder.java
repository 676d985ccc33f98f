package ai.peeker.partner;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.call.Timeouts;
import ai.peeker.partner.internal.call.TransportConfig;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ApiKey.Kind;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link PeekerClient}. Every setter refuses what is wrong at once.
 *
 * <pre>{@code
 * PeekerClient client =
 *     PeekerClient.builder()
 *         .apiKey(System.getenv("PEEKER_API_KEY"))
 *         .timeout(Duration.ofSeconds(30))
 *         .retryPolicy(RetryPolicy.defaults().withMaxAttempts(2))
 *         .build();
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PeekerClientBuilder {
  /** The address that the API documents for live and sandbox keys alike. */
  public static final String DEFAULT_BASE_URL = "https://api.peeker.ai/partner/v1";

  /** The number of requests a minute that the API documents for one key. */
  public static final int DEFAULT_RATE_LIMIT = 600;

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT =
      Duration.ofHours(23); // a replay stays within the server's 24 hours

  private @Nullable Supplier<ApiKey> apiKey;
  private @Nullable ApiKey fixedKey;
  private @Nullable Kind onlyKind;
  private BaseUrl baseUrl = BaseUrl.of(DEFAULT_BASE_URL);
  private RetryPolicy retryPolicy = RetryPolicy.defaults();
  private Duration timeout = Duration.ofSeconds(60);
  private Duration attemptTimeout = Duration.ofSeconds(30);
  private boolean checkDomainCount = true;
  private int rateLimit = DEFAULT_RATE_LIMIT;
  private @Nullable RateLimiter rateLimiter;
  private CallListener listener = new CallListener() {};
  private Executor callbacks = new CompletableFuture<Void>().defaultExecutor();
  private @Nullable OkHttpClient httpClient;
  private TimeSource time = new SystemTimeSource();
  private RateLimiterRegistry limiters = RateLimiterRegistry.ofThisProcess();

  PeekerClientBuilder() {}

  PeekerClientBuilder(PeekerClientBuilder from) {
    this.apiKey = from.apiKey;
    this.fixedKey = from.fixedKey;
    this.onlyKind = from.onlyKind;
    this.baseUrl = from.baseUrl;
    this.retryPolicy = from.retryPolicy;
    this.timeout = from.timeout;
    this.attemptTimeout = from.attemptTimeout;
    this.checkDomainCount = from.checkDomainCount;
    this.rateLimit = from.rateLimit;
    this.rateLimiter = from.rateLimiter;
    this.listener = from.listener;
    this.callbacks = from.callbacks;
    this.httpClient = from.httpClient;
    this.time = from.time;
    this.limiters = from.limiters;
  }

  /**
   * Sets the API key, which is required. A key that begins with {@code pk_live_} costs money, one
   * that begins with {@code pk_test_} works in the sandbox.
   *
   * @param apiKey the key as the partner portal shows it at its creation
   * @return this builder
   * @throws IllegalArgumentException if it is null, blank, or no such key; the message does not
   *     show it
   */
  public PeekerClientBuilder apiKey(@Nullable String apiKey) {
    ApiKey key = ApiKey.of(apiKey);
    this.apiKey = () -> key;
    this.fixedKey = key;
    return this;
  }

  /**
   * Sets where the API key comes from, so that it can change while the client runs. It is asked
   * before each attempt, and by {@link Orders#prepare}, never before the first call.
   *
   * @param apiKey gives the key of the moment, quickly, from any thread; what it gives is checked
   *     as by {@link #apiKey(String)}, and the call then fails with that exception
   * @return this builder
   * @throws IllegalArgumentException if the supplier is null
   */
  public PeekerClientBuilder apiKey(Supplier<String> apiKey) {
    notNull("apiKey", apiKey);
    this.apiKey = () -> ApiKey.of(apiKey.get());
    this.fixedKey = null;
    return this;
  }

  /**
   * Takes sandbox keys only: a key that begins with {@code pk_live_} is refused before anything is
   * sent.
   *
   * @return this builder
   */
  public PeekerClientBuilder testKeysOnly() {
    this.onlyKind = Kind.TEST;
    return this;
  }

  /**
   * Takes live keys only: a key that begins with {@code pk_test_} is refused before anything is
   * sent.
   *
   * @return this builder
   */
  public PeekerClientBuilder liveKeysOnly() {
    this.onlyKind = Kind.LIVE;
    return this;
  }

  /**
   * Sets where the API is; the default is {@link #DEFAULT_BASE_URL}.
   *
   * @param baseUrl an https address, or an http address of this machine itself
   * @return this builder
   * @throws IllegalArgumentException if it is anything else
   */
  public PeekerClientBuilder baseUrl(@Nullable String baseUrl) {
    this.baseUrl = BaseUrl.of(baseUrl);
    return this;
  }

  PeekerClientBuilder environment(Map<String, String> environment) {
    if (environment == null) {
      throw new IllegalArgumentException(
          "The environment is null. Give a map with PEEKER_API_KEY, or call fromEnvironment().");
    }
    String key = environment.get("PEEKER_API_KEY");
    if (key == null) {
      throw new IllegalArgumentException(
          "The environment variable PEEKER_API_KEY is not set. Set it to an API key of the partner"
              + " portal.");
    }
    String url = environment.get("PEEKER_BASE_URL");
    return url == null || url.isBlank() ? apiKey(key) : apiKey(key).environmentUrl(url);
  }

  private PeekerClientBuilder environmentUrl(String url) {
    try {
      return baseUrl(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The environment variable PEEKER_BASE_URL is wrong. " + e.getMessage());
    }
  }

  /**
   * Sets how often, and after which waits, a call is sent again; the default is {@link
   * RetryPolicy#defaults()}.
   *
   * @param retryPolicy not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder retryPolicy(RetryPolicy retryPolicy) {
    this.retryPolicy = notNull("retryPolicy", retryPolicy);
    return this;
  }

  /**
   * Sets how long a call may take in all: attempts, waits and the rate limiter together. The
   * default is 60 s.
   *
   * @param timeout at least 1 millisecond, at most 23 hours
   * @return this builder
   * @throws IllegalArgumentException if it is null or out of range
   */
  public PeekerClientBuilder timeout(Duration timeout) {
    this.timeout = inRange("timeout", timeout);
    return this;
  }

  /**
   * Sets how long one attempt may take, from connecting to the last byte of the answer; it is cut
   * to what the call has left. The default is 30 s.
   *
   * @param attemptTimeout at least 1 millisecond, at most 23 hours
   * @return this builder
   * @throws IllegalArgumentException if it is null or out of range
   */
  public PeekerClientBuilder attemptTimeout(Duration attemptTimeout) {
    this.attemptTimeout = inRange("attemptTimeout", attemptTimeout);
    return this;
  }

  /**
   * Sets whether an order's domains are counted before it is sent; the default is true. Switch it
   * off if the API's rule has changed and this version does not know it yet: the server counts in
   * any case.
   *
   * @param checkDomainCount whether to count
   * @return this builder
   */
  public PeekerClientBuilder checkDomainCount(boolean checkDomainCount) {
    this.checkDomainCount = checkDomainCount;
    return this;
  }

  /**
   * Sets how many requests may go out in any 60 seconds; the default is {@link
   * #DEFAULT_RATE_LIMIT}. All clients of one key in this process share the limit; of different
   * numbers, the lowest holds from then on, until the process ends.
   *
   * @param requestsPerMinute 1 or more
   * @return this builder
   * @throws IllegalArgumentException if it is less than 1
   */
  public PeekerClientBuilder rateLimit(int requestsPerMinute) {
    if (requestsPerMinute < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute is "
              + requestsPerMinute
              + ". Give 1 or more, or rateLimiter(RateLimiter.unlimited()).");
    }
    this.rateLimit = requestsPerMinute;
    this.rateLimiter = null;
    return this;
  }

  /**
   * Sets a limiter in place of the SDK's own, for instance one that several machines share, or
   * {@link RateLimiter#unlimited()}.
   *
   * @param rateLimiter not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder rateLimiter(RateLimiter rateLimiter) {
    this.rateLimiter = notNull("rateLimiter", rateLimiter);
    return this;
  }

  /**
   * Sets who watches the calls.
   *
   * @param listener not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder listener(CallListener listener) {
    this.listener = notNull("listener", listener);
    return this;
  }

  /**
   * Sets where the futures of asynchronous calls are completed, and so where what hangs on them
   * runs; the default is the common pool of the JDK.
   *
   * @param executor not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder callbackExecutor(Executor executor) {
    this.callbacks = notNull("executor", executor);
    return this;
  }

  /**
   * Sets the OkHttp client whose connection pool, interceptors, proxy and TLS are used, and whose
   * connect timeout. Its own retries, redirects and authenticator, which would send a request more
   * often than is decided here, are switched off for the calls made here; so are its read and write
   * timeouts, because {@link #attemptTimeout} covers them. Its threads are not used. It is never
   * closed by {@link PeekerClient#close()}.
   *
   * @param httpClient not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder httpClient(OkHttpClient httpClient) {
    this.httpClient = notNull("httpClient", httpClient);
    return this;
  }

  PeekerClientBuilder time(TimeSource time) {
    this.time = time;
    this.limiters = new RateLimiterRegistry(time);
    return this;
  }

  /**
   * Builds the client. Nothing is sent yet.
   *
   * @return the client
   * @throws IllegalArgumentException if no API key was set, or one of the wrong kind
   */
  public PeekerClient build() {
    return PeekerClient.of(new PeekerClientBuilder(this));
  }

  TransportConfig settings() {
    RateLimiter own = rateLimiter;
    Function<ApiKey, RateLimiter> limiter = own == null ? limiters.lookup(rateLimit) : key -> own;
    return new TransportConfig(
        baseUrl,
        guardedKey(),
        limiter,
        retryPolicy,
        new Timeouts(timeout, attemptTimeout),
        listener,
        callbacks);
  }

  private Supplier<ApiKey> guardedKey() {
    Supplier<ApiKey> supplier = apiKey;
    if (supplier == null) {
      throw new IllegalArgumentException(
          "No API key was set. Call apiKey(…), or use PeekerClient.fromEnvironment() and"
              + " PEEKER_API_KEY.");
    }
    Kind only = onlyKind;
    if (only != null && fixedKey != null) { // a supplier may not be ready yet
      fixedKey.requireKind(only);
    }
    return only == null ? supplier : () -> supplier.get().requireKind(only);
  }

  String keyText() {
    return fixedKey == null ? "key from a supplier" : fixedKey.toString();
  }

  boolean checksDomainCount() {
    return checkDomainCount;
  }

  @Nullable OkHttpClient httpClient() {
    return httpClient;
  }

  TimeSource time() {
    return time;
  }

  private static Duration inRange(String name, @Nullable Duration value) {
    if (value == null || value.compareTo(MIN_TIMEOUT) < 0 || value.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          name
              + " is "
              + value
              + ". Give at least 1 millisecond and at most "
              + MAX_TIMEOUT.toHours()
              + " hours.");
    }
    return value;
  }

  /** For people: the base URL, never the key. */
  @Override
  public String toString() {
    return "PeekerClientBuilder[" + baseUrl + "]";
  }

  private static <T> T notNull(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          name + " is null. Leave the call out to keep the default.");
    }
    return value;
  }
}
