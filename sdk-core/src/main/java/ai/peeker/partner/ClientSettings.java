package ai.peeker.partner;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.call.HttpTransport;
import ai.peeker.partner.internal.call.OrderTransport;
import ai.peeker.partner.internal.call.RetryBudget;
import ai.peeker.partner.internal.call.TransportConfig;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.ApiKey.Kind;
import ai.peeker.partner.internal.http.BaseUrl;
import ai.peeker.partner.internal.http.CallExtras;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.internal.json.JacksonLibrary;
import ai.peeker.partner.internal.ratelimit.RateLimiterRegistry;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client. Immutable: {@link #with} returns a changed copy.
 *
 * <p>A new setting takes three changes: a constant here, a setter in {@link PeekerClient.Builder},
 * and the code that reads it.
 */
final class ClientSettings {
  static {
    JacksonLibrary.check(); // the first class of a client that is initialized
  }

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  static final Duration MAX_TIMEOUT =
      Duration.ofHours(23); // a repeated order must stay within the server's 24 hours

  static final Setting<BaseUrl> BASE_URL =
      new Setting<>("baseUrl", BaseUrl.of(PeekerClient.DEFAULT_BASE_URL));
  static final Setting<KeySource> API_KEY = new Setting<>("apiKey", KeySource.NONE);
  static final Setting<Optional<Kind>> KEY_KIND = new Setting<>("keyKind", Optional.empty());
  static final Setting<RetryPolicy> RETRY_POLICY =
      new Setting<>("retryPolicy", RetryPolicy.defaults());
  static final Setting<Duration> TIMEOUT = timeout("timeout", Duration.ofSeconds(60));
  static final Setting<Duration> ATTEMPT_TIMEOUT =
      timeout("attemptTimeout", Duration.ofSeconds(30));
  static final Setting<Boolean> CHECK_DOMAIN_COUNT = new Setting<>("checkDomainCount", true);
  static final Setting<Boolean> COUNT_BUNDLE_DOMAINS = new Setting<>("countBundleDomains", false);
  static final Setting<CallExtras> EXTRAS = new Setting<>("extras", CallExtras.NONE);
  static final Setting<Function<RateLimiterRegistry, Function<ApiKey, RateLimiter>>> RATE_LIMITER =
      new Setting<>("rateLimiter", sharedLimiter(PeekerClient.DEFAULT_RATE_LIMIT));
  static final Setting<Duration> LONGEST_EXCHANGE = new Setting<>("longestExchange", MAX_TIMEOUT);
  static final Setting<List<CallListener>> LISTENERS = new Setting<>("listeners", List.of());
  static final Setting<Executor> CALLBACK_EXECUTOR =
      new Setting<>("executor", new CompletableFuture<Void>().defaultExecutor());
  static final Setting<Supplier<ManagedOkHttpClient>> HTTP_CLIENT =
      new Setting<>("httpClient", () -> ManagedOkHttpClient.of(null));
  static final Setting<TimeSource> TIME = new Setting<>("time", new SystemTimeSource());
  static final Setting<RateLimiterRegistry> LIMITERS =
      new Setting<>("limiters", RateLimiterRegistry.ofThisProcess());

  static final ClientSettings DEFAULTS = new ClientSettings(Map.of());

  private final Map<Setting<?>, Object> values;

  private ClientSettings(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  <T> ClientSettings with(Setting<T> setting, @Nullable T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.put(setting, setting.validated(value));
    return new ClientSettings(Map.copyOf(changed));
  }

  @SuppressWarnings("unchecked") // with(…) stores only values of the setting's type
  <T> T get(Setting<T> setting) {
    return (T) values.getOrDefault(setting, setting.defaultValue);
  }

  /** Reads {@code PEEKER_API_KEY} and {@code PEEKER_BASE_URL}. */
  ClientSettings withEnvironment(@Nullable Map<String, String> environment) {
    if (environment == null) {
      throw new IllegalArgumentException("environment must not be null");
    }
    String key = environment.get("PEEKER_API_KEY");
    if (key == null) {
      throw new IllegalArgumentException(
          "The environment variable PEEKER_API_KEY is not set. Set it to an API key of the partner"
              + " portal.");
    }
    ClientSettings result = with(API_KEY, KeySource.fixed(key));
    String url = environment.get("PEEKER_BASE_URL");
    return url == null || url.isBlank() ? result : result.with(BASE_URL, environmentUrl(url));
  }

  private static BaseUrl environmentUrl(String url) {
    try {
      return BaseUrl.of(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The environment variable PEEKER_BASE_URL is invalid. " + e.getMessage());
    }
  }

  /** Returns the source of the API key, which is required; a fixed key of the wrong kind fails. */
  KeySource apiKey() {
    KeySource source = get(API_KEY);
    if (source.isNone()) {
      throw new IllegalArgumentException(
          "No API key was set. Call apiKey(…), or use PeekerClient.fromEnvironment() and"
              + " PEEKER_API_KEY.");
    }
    return get(KEY_KIND).map(source::restrictedTo).orElse(source);
  }

  /** Opens the HTTP client, unless the API key is missing or of the wrong kind. */
  ManagedOkHttpClient openHttpClient() {
    KeySource unused = apiKey();
    return get(HTTP_CLIENT).get();
  }

  /** Creates the transport of a client: the one place that hands the settings to the engine. */
  OrderTransport transport(ManagedOkHttpClient http, RetryBudget budget) {
    requireAttemptsThatEndInTime();
    TransportConfig config =
        new TransportConfig(
            get(BASE_URL),
            apiKey().supplier(),
            get(RATE_LIMITER).apply(get(LIMITERS)),
            get(RETRY_POLICY),
            new TransportConfig.Timeouts(get(TIMEOUT), get(ATTEMPT_TIMEOUT)),
            get(LISTENERS),
            get(CALLBACK_EXECUTOR));
    return new HttpTransport(config, http, budget, get(TIME), get(EXTRAS));
  }

  /** A limiter that covers several machines would grant the permit of a longer attempt again. */
  private void requireAttemptsThatEndInTime() {
    Duration attempt = get(ATTEMPT_TIMEOUT);
    Duration longest = get(LONGEST_EXCHANGE);
    if (attempt.compareTo(longest) > 0 && get(TIMEOUT).compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "attemptTimeout exceeds the longest exchange of the rate limiter: "
              + attempt
              + " (expected at most "
              + longest
              + "). Shorten it, or raise that of the limiter.");
    }
  }

  /** Returns the SDK's limiter, which all clients of a key share. */
  static Function<RateLimiterRegistry, Function<ApiKey, RateLimiter>> sharedLimiter(
      int requestsPerMinute) {
    if (requestsPerMinute < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute is out of range: "
              + requestsPerMinute
              + " (expected 1 or more). For no limit, call rateLimiter(RateLimiter.unlimited()).");
    }
    return limiters -> limiters.lookup(requestsPerMinute);
  }

  private static Setting<Duration> timeout(String name, Duration defaultValue) {
    return new Setting<>(name, defaultValue, value -> requireTimeout(name, value));
  }

  private static void requireTimeout(String name, Duration value) {
    if (value.compareTo(MIN_TIMEOUT) < 0 || value.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          name + " is out of range: " + value + " (expected 1 ms to 23 hours)");
    }
  }

  /** Returns a string for logging that never contains the API key. */
  @Override
  public String toString() {
    return get(BASE_URL) + ", " + get(API_KEY);
  }

  /**
   * The name, the default and the check of one setting, which is equal to itself alone: the methods
   * of a record would take long in a JVM that has just started.
   */
  static final class Setting<T> {
    private final String name;
    private final T defaultValue;
    private final Consumer<T> check;

    Setting(String name, T defaultValue) {
      this(name, defaultValue, value -> {});
    }

    Setting(String name, T defaultValue, Consumer<T> check) {
      this.name = name;
      this.defaultValue = defaultValue;
      this.check = check;
    }

    private T validated(@Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(
            name + " must not be null. To keep the default, omit the call.");
      }
      check.accept(value);
      return value;
    }
  }
}
