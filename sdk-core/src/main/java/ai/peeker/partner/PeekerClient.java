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
  private final OrderTransport transport;

  private PeekerClient(ClientSettings settings, SharedState shared) {
    this.settings = settings;
    this.shared = shared;
    this.transport = settings.transport(shared.http(), shared.budget());
  }

  /** {@return a builder with default settings; the API key has no default} */
  public static Builder builder() {
    return new Builder(ClientSettings.DEFAULTS);
  }

  /** {@return a client from the environment of this process, as {@link #fromEnvironment(Map)}} */
  public static PeekerClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * {@return a client from a map of environment variables}
   *
   * @param environment {@code PEEKER_API_KEY} and, optionally, {@code PEEKER_BASE_URL}
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
    return new Orders(settings, transport);
  }

  /** {@return the operations that swap domains and user names} */
  public SwapsApi swaps() {
    return new SwapsApi(transport);
  }

  /**
   * Returns a client with some settings changed. It shares the connections, threads and retry
   * budget of this client. Closing it has no effect; it stops working when this client is closed.
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
    return new PeekerClient(changed.settings, shared.borrowed());
  }

  /** {@return the transport of this client, for an operation class of your own} */
  public ApiTransport transport() {
    return transport;
  }

  /**
   * Closes the connections that this client opened; an HTTP client you supplied is left open.
   * In-flight requests complete; other ones fail with a {@code ClientClosedException}.
   */
  @Override
  public void close() {
    shared.close();
  }

  /** Returns a string for logging that never contains the API key. */
  @Override
  public String toString() {
    return "PeekerClient[" + settings + "]";
  }

  /** Builds a {@link PeekerClient}. Setters check their arguments. Not safe for several threads. */
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
     * {@return this builder, with the API key, which is required}
     *
     * @param apiKey a {@code pk_live_} key, which costs money, or a {@code pk_test_} sandbox key
     */
    public Builder apiKey(@Nullable String apiKey) {
      return set(ClientSettings.API_KEY, KeySource.fixed(apiKey));
    }

    /**
     * {@return this builder, with a supplier of the API key, which can change while the client
     * runs}
     *
     * @param apiKey returns the current key, quickly, on any thread: it is called once per attempt,
     *     and by {@link Orders#prepare}; an invalid key fails the call
     */
    public Builder apiKey(Supplier<String> apiKey) {
      return set(ClientSettings.API_KEY, apiKey == null ? null : KeySource.supplied(apiKey));
    }

    /** {@return this builder; {@code pk_live_} keys are rejected before anything is sent} */
    public Builder testKeysOnly() {
      return set(ClientSettings.KEY_KIND, Optional.of(Kind.TEST));
    }

    /** {@return this builder; {@code pk_test_} keys are rejected before anything is sent} */
    public Builder liveKeysOnly() {
      return set(ClientSettings.KEY_KIND, Optional.of(Kind.LIVE));
    }

    /**
     * {@return this builder, with a base URL other than {@link #DEFAULT_BASE_URL}}
     *
     * @param baseUrl an https address, or an http address of this machine
     */
    public Builder baseUrl(@Nullable String baseUrl) {
      return set(ClientSettings.BASE_URL, BaseUrl.of(baseUrl));
    }

    /**
     * {@return this builder, with a retry policy other than {@link RetryPolicy#defaults()}}
     *
     * @param retryPolicy not null
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      return set(ClientSettings.RETRY_POLICY, retryPolicy);
    }

    /**
     * {@return this builder, with a timeout of a call: all attempts, delays and the rate limiter}
     *
     * @param timeout 1 ms to 23 hours; 60 s by default
     */
    public Builder timeout(Duration timeout) {
      return set(ClientSettings.TIMEOUT, timeout);
    }

    /**
     * {@return this builder, with a timeout of an attempt: from connecting to the last byte}
     *
     * @param attemptTimeout 1 ms to 23 hours, limited by the timeout of the call; 30 s by default
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      return set(ClientSettings.ATTEMPT_TIMEOUT, attemptTimeout);
    }

    /**
     * {@return this builder; an order's domains are counted before it is sent, or not}
     *
     * @param checkDomainCount true by default; false if the API's rule has changed since
     */
    public Builder checkDomainCount(boolean checkDomainCount) {
      return set(ClientSettings.CHECK_DOMAIN_COUNT, checkDomainCount);
    }

    /**
     * {@return this builder, with a maximum number of requests in any 60 seconds} All clients of a
     * key in this process share it; of different ones, the lowest holds.
     *
     * @param requestsPerMinute 1 or more; {@link #DEFAULT_RATE_LIMIT} by default
     */
    public Builder rateLimit(int requestsPerMinute) {
      return set(ClientSettings.RATE_LIMITER, ClientSettings.sharedLimiter(requestsPerMinute));
    }

    /**
     * {@return this builder, with a limiter in place of the SDK's}
     *
     * @param rateLimiter such as one that several machines share; not null
     */
    public Builder rateLimiter(RateLimiter rateLimiter) {
      return set(
          ClientSettings.RATE_LIMITER, rateLimiter == null ? null : all -> key -> rateLimiter);
    }

    /**
     * {@return this builder, with a listener, which is notified of attempts, waits and results}
     *
     * @param listener not null
     */
    public Builder listener(CallListener listener) {
      return set(ClientSettings.LISTENER, listener);
    }

    /**
     * {@return this builder, with an executor, which completes the futures of asynchronous calls}
     *
     * @param executor not null; by default, that of {@link java.util.concurrent.CompletableFuture}
     */
    public Builder callbackExecutor(Executor executor) {
      return set(ClientSettings.CALLBACK_EXECUTOR, executor);
    }

    /**
     * {@return this builder, with an OkHttp client, which {@link PeekerClient#close()} leaves open}
     * Its dispatcher, connection pool, interceptors, proxy, TLS and connect timeout are used; its
     * retries, redirects, authenticator, cache and other timeouts are disabled.
     *
     * @param httpClient not null
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
     * {@return a new client; nothing is sent yet}
     *
     * @throws IllegalArgumentException if no API key was set, or one of the wrong kind
     */
    public PeekerClient build() {
      return new PeekerClient(settings, SharedState.open(settings));
    }
  }
}
