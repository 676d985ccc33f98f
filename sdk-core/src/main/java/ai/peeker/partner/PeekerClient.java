package ai.peeker.partner;

import ai.peeker.partner.api.AccountApi;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.api.BundlesApi;
import ai.peeker.partner.api.DomainsApi;
import ai.peeker.partner.api.SwapsApi;
import ai.peeker.partner.api.UsersApi;
import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.call.OrderTransport;
import ai.peeker.partner.internal.http.ApiKey.Kind;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Peeker Partner API. Create one for the whole application, share it, and close it
 * at the end. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * try (PeekerClient client = PeekerClient.builder().apiKey("pk_test_…").build()) {
 *   OrderSummary placed = client.orders().create(order);
 *   System.out.println(placed.id() + " is " + placed.status());
 * }
 * }</pre>
 *
 * <p>A method that calls the API throws a {@link ai.peeker.partner.error.CallException} if the call
 * fails: its type is the kind of failure, and its {@code outcome()} says whether the call may have
 * changed anything.
 */
public final class PeekerClient implements AutoCloseable {
  /** The documented base URL, for live and sandbox keys alike. */
  public static final String DEFAULT_BASE_URL = "https://api.peeker.ai/partner/v1";

  /** The documented number of requests per minute for one key. */
  public static final int DEFAULT_RATE_LIMIT = 600;

  private final ClientSettings settings;
  private final SharedState shared;
  private final boolean ownsShared;
  private final OrderTransport transport;
  private final Orders orders;

  private PeekerClient(ClientSettings settings, SharedState shared, boolean ownsShared) {
    this.settings = settings;
    this.shared = shared;
    this.ownsShared = ownsShared;
    this.transport = settings.transport(shared.http(), shared.budget());
    this.orders = new Orders(settings, transport);
  }

  /** {@return a builder with default settings; the API key has no default} */
  public static Builder builder() {
    return new Builder(ClientSettings.DEFAULTS);
  }

  /**
   * Creates a client from the environment variables {@code PEEKER_API_KEY} and, if it is set,
   * {@code PEEKER_BASE_URL}.
   *
   * @return the client
   * @throws IllegalArgumentException if a variable is missing or invalid; the message names it
   */
  public static PeekerClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * Creates a client from a map of environment variables, for instance in a test.
   *
   * @param environment {@code PEEKER_API_KEY} and, optionally, {@code PEEKER_BASE_URL}
   * @return the client
   * @throws IllegalArgumentException if a variable is missing or invalid; the message names it
   */
  public static PeekerClient fromEnvironment(Map<String, String> environment) {
    return new Builder(ClientSettings.DEFAULTS.withEnvironment(environment)).build();
  }

  /** {@return the account operations} */
  public AccountApi account() {
    return new AccountApi(transport);
  }

  /** {@return the operations on users, who are your customers} */
  public UsersApi users() {
    return new UsersApi(transport);
  }

  /** {@return the operations on bundles, which are saved order templates} */
  public BundlesApi bundles() {
    return new BundlesApi(transport);
  }

  /** {@return the operations on domains: availability, import and forwarding} */
  public DomainsApi domains() {
    return new DomainsApi(transport);
  }

  /** {@return the operations on orders} */
  public Orders orders() {
    return orders;
  }

  /** {@return the operations that swap domains and user names} */
  public SwapsApi swaps() {
    return new SwapsApi(transport);
  }

  /**
   * Returns a client with some settings changed. It shares the connections, threads and retry
   * budget of this client. Closing it has no effect; it stops working when this client is closed.
   *
   * <pre>{@code
   * client.withOptions(options -> options.timeout(Duration.ofSeconds(5))).account().me();
   * }</pre>
   *
   * @param change changes the settings, except for the HTTP client, which is ignored; not null
   * @return a new client
   * @throws IllegalArgumentException if a setting is invalid
   */
  public PeekerClient withOptions(Consumer<Builder> change) {
    if (change == null) {
      throw new IllegalArgumentException("change must not be null");
    }
    Builder changed = new Builder(settings);
    change.accept(changed);
    return new PeekerClient(changed.settings, shared, false);
  }

  /** {@return the transport of this client, for an operation class of your own} */
  public ApiTransport transport() {
    return transport;
  }

  /**
   * Closes the connections that this client opened; an HTTP client you supplied is left open.
   * In-flight requests complete. A call that would send another request fails with a {@link
   * ai.peeker.partner.error.ClientClosedException}.
   */
  @Override
  public void close() {
    if (ownsShared) {
      shared.http().close();
    }
  }

  /** Returns a string for logging that never contains the API key. */
  @Override
  public String toString() {
    return "PeekerClient[" + settings + "]";
  }

  /**
   * Builds a {@link PeekerClient}. Setters validate their arguments immediately and throw an {@link
   * IllegalArgumentException}. Not safe for use by several threads at once.
   *
   * <pre>{@code
   * PeekerClient client =
   *     PeekerClient.builder()
   *         .apiKey(System.getenv("PEEKER_API_KEY"))
   *         .timeout(Duration.ofSeconds(30))
   *         .build();
   * }</pre>
   */
  public static final class Builder {
    private ClientSettings settings;

    private Builder(ClientSettings settings) {
      this.settings = settings;
    }

    private <T> Builder set(ClientSettings.Setting<T> setting, @Nullable T value) {
      settings = settings.with(setting, value);
      return this;
    }

    /**
     * Sets the API key, which is required.
     *
     * @param apiKey a {@code pk_live_} key, which costs money, or a {@code pk_test_} sandbox key
     * @return this builder
     */
    public Builder apiKey(@Nullable String apiKey) {
      return set(ClientSettings.API_KEY, Optional.of(KeySource.fixed(apiKey)));
    }

    /**
     * Sets a supplier of the API key, so that the key can change while the client runs. It is
     * called before each attempt and by {@link Orders#prepare}, never before the first call.
     *
     * @param apiKey returns the current key, quickly, on any thread; an invalid key fails the call
     * @return this builder
     */
    public Builder apiKey(Supplier<String> apiKey) {
      return set(
          ClientSettings.API_KEY, apiKey == null ? null : Optional.of(KeySource.supplied(apiKey)));
    }

    /**
     * Rejects {@code pk_live_} keys before anything is sent.
     *
     * @return this builder
     */
    public Builder testKeysOnly() {
      return set(ClientSettings.KEY_KIND, Optional.of(Kind.TEST));
    }

    /**
     * Rejects {@code pk_test_} keys before anything is sent.
     *
     * @return this builder
     */
    public Builder liveKeysOnly() {
      return set(ClientSettings.KEY_KIND, Optional.of(Kind.LIVE));
    }

    /**
     * Sets the base URL; the default is {@link #DEFAULT_BASE_URL}.
     *
     * @param baseUrl an https address, or an http address of this machine
     * @return this builder
     */
    public Builder baseUrl(@Nullable String baseUrl) {
      return set(ClientSettings.BASE_URL, BaseUrl.of(baseUrl));
    }

    /**
     * Sets the retry policy; the default is {@link RetryPolicy#defaults()}.
     *
     * @param retryPolicy not null
     * @return this builder
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      return set(ClientSettings.RETRY_POLICY, retryPolicy);
    }

    /**
     * Sets the timeout of a call, including all attempts, delays and the rate limiter; 60 s by
     * default.
     *
     * @param timeout 1 ms to 23 hours
     * @return this builder
     */
    public Builder timeout(Duration timeout) {
      return set(ClientSettings.TIMEOUT, timeout);
    }

    /**
     * Sets the timeout of one attempt, from connecting to the last byte of the response; 30 s by
     * default. An attempt never exceeds the timeout of its call.
     *
     * @param attemptTimeout 1 ms to 23 hours
     * @return this builder
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      return set(ClientSettings.ATTEMPT_TIMEOUT, attemptTimeout);
    }

    /**
     * Sets whether an order's domains are counted before it is sent; true by default. Disable it if
     * the API's rule has changed and this version does not know the new one: the server counts
     * anyway.
     *
     * @param checkDomainCount whether to count
     * @return this builder
     */
    public Builder checkDomainCount(boolean checkDomainCount) {
      return set(ClientSettings.CHECK_DOMAIN_COUNT, checkDomainCount);
    }

    /**
     * Sets the maximum number of requests in any 60 seconds; {@link #DEFAULT_RATE_LIMIT} by
     * default. All clients of a key in this process share the limit. If they set different numbers,
     * the lowest applies from then on until the process ends.
     *
     * @param requestsPerMinute 1 or more
     * @return this builder
     */
    public Builder rateLimit(int requestsPerMinute) {
      return set(ClientSettings.RATE_LIMITER, ClientSettings.sharedLimiter(requestsPerMinute));
    }

    /**
     * Replaces the SDK's rate limiter, for instance by one that several machines share or by {@link
     * RateLimiter#unlimited()}.
     *
     * @param rateLimiter not null
     * @return this builder
     */
    public Builder rateLimiter(RateLimiter rateLimiter) {
      return set(
          ClientSettings.RATE_LIMITER, rateLimiter == null ? null : all -> key -> rateLimiter);
    }

    /**
     * Sets the listener that is notified of attempts, waits and results.
     *
     * @param listener not null
     * @return this builder
     */
    public Builder listener(CallListener listener) {
      return set(ClientSettings.LISTENER, listener);
    }

    /**
     * Sets the executor that completes the futures of asynchronous calls and runs their dependent
     * stages; the default executor of {@link java.util.concurrent.CompletableFuture} by default.
     *
     * @param executor not null
     * @return this builder
     */
    public Builder callbackExecutor(Executor executor) {
      return set(ClientSettings.CALLBACK_EXECUTOR, executor);
    }

    /**
     * Sets the OkHttp client whose dispatcher, connection pool, interceptors, proxy, TLS and
     * connect timeout are used. Its retries, redirects, authenticator and cache are disabled: only
     * the SDK decides when a request is sent. Its read, write and call timeouts are disabled in
     * favor of {@link #attemptTimeout}. {@link PeekerClient#close()} leaves it open.
     *
     * @param httpClient not null
     * @return this builder
     */
    public Builder httpClient(OkHttpClient httpClient) {
      return set(
          ClientSettings.HTTP_CLIENT,
          httpClient == null ? null : () -> ManagedOkHttpClient.of(httpClient));
    }

    Builder time(TimeSource time) {
      return set(ClientSettings.TIME, time)
          .set(ClientSettings.LIMITERS, new RateLimiterRegistry(time));
    }

    /**
     * Creates the client. Nothing is sent yet.
     *
     * @return the client
     * @throws IllegalArgumentException if no API key was set, or one of the wrong kind
     */
    public PeekerClient build() {
      return new PeekerClient(settings, SharedState.open(settings), true);
    }

    /** Returns a string for logging that never contains the API key. */
    @Override
    public String toString() {
      return "PeekerClient.Builder[" + settings + "]";
    }
  }
}
