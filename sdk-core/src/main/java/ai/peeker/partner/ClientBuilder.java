package ai.peeker.partner;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey.Kind;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The settings of a client that is built. Not safe for several threads. */
abstract class ClientBuilder {
  private ClientSettings settings;

  ClientBuilder(ClientSettings settings) {
    this.settings = settings;
  }

  abstract PeekerClient.Builder self();

  final ClientSettings settings() {
    return settings;
  }

  private <T> PeekerClient.Builder set(ClientSettings.Setting<T> setting, @Nullable T value) {
    settings = settings.with(setting, value);
    return self();
  }

  /**
   * {@return this builder, with the API key, which is required}
   *
   * @param apiKey a {@code pk_live_} key, which costs money, or a {@code pk_test_} sandbox key
   */
  public PeekerClient.Builder apiKey(@Nullable String apiKey) {
    return set(ClientSettings.API_KEY, KeySource.fixed(apiKey));
  }

  /**
   * {@return this builder, with a supplier of the API key, which can change while the client runs}
   *
   * @param apiKey returns the current key, quickly, on any thread: it is called once per attempt,
   *     and by {@link Orders#prepare}; an invalid key fails the call
   */
  public PeekerClient.Builder apiKey(Supplier<String> apiKey) {
    return set(ClientSettings.API_KEY, apiKey == null ? null : KeySource.supplied(apiKey));
  }

  /** {@return this builder; {@code pk_live_} keys are rejected before anything is sent} */
  public PeekerClient.Builder testKeysOnly() {
    return set(ClientSettings.KEY_KIND, Optional.of(Kind.TEST));
  }

  /** {@return this builder; {@code pk_test_} keys are rejected before anything is sent} */
  public PeekerClient.Builder liveKeysOnly() {
    return set(ClientSettings.KEY_KIND, Optional.of(Kind.LIVE));
  }

  /**
   * {@return this builder, with a base URL other than {@link PeekerClient#DEFAULT_BASE_URL}}
   *
   * @param baseUrl an https address, or an http address of this machine
   */
  public PeekerClient.Builder baseUrl(@Nullable String baseUrl) {
    return set(ClientSettings.BASE_URL, BaseUrl.of(baseUrl));
  }

  /**
   * {@return this builder, with a retry policy other than {@link RetryPolicy#defaults()}}
   *
   * @param retryPolicy not null
   */
  public PeekerClient.Builder retryPolicy(RetryPolicy retryPolicy) {
    return set(ClientSettings.RETRY_POLICY, retryPolicy);
  }

  /**
   * {@return this builder, with a timeout of a call: all attempts, delays and the rate limiter}
   *
   * @param timeout 1 ms to 23 hours; 60 s by default
   */
  public PeekerClient.Builder timeout(Duration timeout) {
    return set(ClientSettings.TIMEOUT, timeout);
  }

  /**
   * {@return this builder, with a timeout of an attempt: from connecting to the last byte}
   *
   * @param attemptTimeout 1 ms to 23 hours, limited by the timeout of the call; 30 s by default
   */
  public PeekerClient.Builder attemptTimeout(Duration attemptTimeout) {
    return set(ClientSettings.ATTEMPT_TIMEOUT, attemptTimeout);
  }

  /**
   * {@return this builder; an order's domains are counted before it is sent, or not}
   *
   * @param checkDomainCount true by default; false if the API's rule has changed since
   */
  public PeekerClient.Builder checkDomainCount(boolean checkDomainCount) {
    return set(ClientSettings.CHECK_DOMAIN_COUNT, checkDomainCount);
  }

  /**
   * {@return this builder; the domains of bundle orders are counted before they are sent, or not}
   * An order that knows only the id of its bundle has the bundle read first, which takes a call of
   * its own; the client keeps the bundle for five minutes. An order is never rejected because of a
   * bundle that was kept: then the bundle is read again. If it cannot be read, the order is not
   * sent, and an {@link ai.peeker.partner.error.OrderNotCountedException} says why.
   *
   * @param countBundleDomains false by default; without effect unless domains are counted at all
   */
  public PeekerClient.Builder countBundleDomains(boolean countBundleDomains) {
    return set(ClientSettings.COUNT_BUNDLE_DOMAINS, countBundleDomains);
  }

  /**
   * {@return this builder, with a header that is sent with every request}
   *
   * @param name a name that HTTP and this client do not use themselves, such as {@code X-Trace}
   * @param value visible ASCII characters and spaces; replaces an earlier value
   */
  public PeekerClient.Builder header(String name, String value) {
    return set(ClientSettings.EXTRAS, settings.get(ClientSettings.EXTRAS).withHeader(name, value));
  }

  /**
   * {@return this builder, with a query parameter that is sent with every request}
   *
   * @param name not blank
   * @param value not null; replaces that of the operation, if it has the parameter
   */
  public PeekerClient.Builder query(String name, String value) {
    return set(ClientSettings.EXTRAS, settings.get(ClientSettings.EXTRAS).withQuery(name, value));
  }

  /**
   * {@return this builder, with a property that is added to the body of every request that has one}
   * A call fails before it is sent if its body has the property already.
   *
   * @param name not blank
   * @param value a plain JSON value or a model; it is copied
   */
  public PeekerClient.Builder bodyProperty(String name, @Nullable Object value) {
    return set(
        ClientSettings.EXTRAS, settings.get(ClientSettings.EXTRAS).withBodyProperty(name, value));
  }

  /**
   * {@return this builder, with a maximum number of requests in any 60 seconds} All clients of a
   * key in this process share it; of different ones, the lowest holds.
   *
   * @param requestsPerMinute 1 or more; {@link PeekerClient#DEFAULT_RATE_LIMIT} by default
   */
  public PeekerClient.Builder rateLimit(int requestsPerMinute) {
    PeekerClient.Builder unused = set(ClientSettings.LONGEST_EXCHANGE, ClientSettings.MAX_TIMEOUT);
    return set(ClientSettings.RATE_LIMITER, ClientSettings.sharedLimiter(requestsPerMinute));
  }

  /**
   * {@return this builder, with a limiter in place of the SDK's}
   *
   * @param rateLimiter such as one that several machines share; not null. The timeout of an attempt
   *     must not exceed its {@link RateLimiter#longestExchange()}
   */
  public PeekerClient.Builder rateLimiter(RateLimiter rateLimiter) {
    PeekerClient.Builder unused =
        set(ClientSettings.RATE_LIMITER, rateLimiter == null ? null : all -> key -> rateLimiter);
    return set(ClientSettings.LONGEST_EXCHANGE, rateLimiter.longestExchange());
  }

  /**
   * {@return this builder, with one more listener, which is notified of calls, attempts and waits}
   * Listeners are notified in the order in which they were added. One that was added before is not
   * added again.
   *
   * @param listener not null
   */
  public PeekerClient.Builder listener(CallListener listener) {
    if (listener == null) {
      throw new IllegalArgumentException("listener must not be null");
    }
    List<CallListener> all = new ArrayList<>(settings.get(ClientSettings.LISTENERS));
    if (all.stream().noneMatch(each -> each == listener)) {
      all.add(listener);
    }
    return set(ClientSettings.LISTENERS, List.copyOf(all));
  }

  /**
   * {@return this builder, with an executor, which completes the futures of asynchronous calls}
   *
   * @param executor not null; by default, that of {@link java.util.concurrent.CompletableFuture}
   */
  public PeekerClient.Builder callbackExecutor(Executor executor) {
    return set(ClientSettings.CALLBACK_EXECUTOR, executor);
  }

  /**
   * {@return this builder, with an OkHttp client, which {@link PeekerClient#close()} leaves open}
   * Its dispatcher, connection pool, interceptors, proxy, TLS and connect timeout are used; its
   * retries, redirects, authenticator, cache and other timeouts are disabled.
   *
   * @param httpClient not null
   */
  public PeekerClient.Builder httpClient(OkHttpClient httpClient) {
    return set(
        ClientSettings.HTTP_CLIENT,
        httpClient == null ? null : () -> ManagedOkHttpClient.of(httpClient));
  }

  PeekerClient.Builder time(TimeSource time) {
    PeekerClient.Builder unused = set(ClientSettings.TIME, time);
    return set(ClientSettings.LIMITERS, new RateLimiterRegistry(time));
  }
}
