package ai.peeker.partner;

import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.http.HttpClients;
import ai.peeker.partner.internal.http.HttpTransport;
import ai.peeker.partner.internal.http.SystemTime;
import ai.peeker.partner.internal.http.Time;
import ai.peeker.partner.internal.http.TransportSettings;
import ai.peeker.partner.internal.http.UserAgent;
import java.time.Duration;
import java.util.Map;
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

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofHours(24);

  private @Nullable ApiKey apiKey;
  private BaseUrl baseUrl = BaseUrl.of(DEFAULT_BASE_URL);
  private RetryPolicy retryPolicy = RetryPolicy.defaults();
  private Duration timeout = Duration.ofSeconds(60);
  private boolean checkDomainCount = true;
  private @Nullable OkHttpClient httpClient;
  private Time time = new SystemTime();

  PeekerClientBuilder() {}

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
    this.apiKey = ApiKey.of(apiKey);
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
   * Sets how long a call may take in all, attempts and waits included; the default is 60 s.
   *
   * @param timeout at least 1 millisecond, at most 24 hours
   * @return this builder
   * @throws IllegalArgumentException if it is null or out of range
   */
  public PeekerClientBuilder timeout(Duration timeout) {
    notNull("timeout", timeout);
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ". Give at least 1 millisecond and at most 24 hours.");
    }
    this.timeout = timeout;
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
   * Sets the OkHttp client whose connection pool, interceptors, proxy and TLS are used. Its own
   * retries and redirects are switched off for the calls made here. It is never closed by {@link
   * PeekerClient#close()}.
   *
   * @param httpClient not null
   * @return this builder
   * @throws IllegalArgumentException if it is null
   */
  public PeekerClientBuilder httpClient(OkHttpClient httpClient) {
    this.httpClient = notNull("httpClient", httpClient);
    return this;
  }

  PeekerClientBuilder time(Time time) {
    this.time = time;
    return this;
  }

  /**
   * Builds the client. Nothing is sent yet.
   *
   * @return the client
   * @throws IllegalArgumentException if no API key was set
   */
  public PeekerClient build() {
    if (apiKey == null) {
      throw new IllegalArgumentException(
          "No API key was set. Call apiKey(…), or use PeekerClient.fromEnvironment() and"
              + " PEEKER_API_KEY.");
    }
    OkHttpClient client = httpClient == null ? HttpClients.create() : httpClient;
    Runnable release = httpClient == null ? () -> HttpClients.release(client) : () -> {};
    TransportSettings settings =
        new TransportSettings(baseUrl, apiKey, UserAgent.text(), retryPolicy, timeout);
    String description = "PeekerClient[" + baseUrl + ", " + apiKey + "]";
    return new PeekerClient(
        new HttpTransport(settings, client, time), checkDomainCount, description, release);
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
