package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of a transport.
 *
 * @param baseUrl the address of the API
 * @param apiKey supplies the API key, before each attempt
 * @param limiter returns the rate limiter of a key
 * @param retryPolicy how often and after which delays a call is sent again
 * @param timeouts how long a call and an attempt may take
 * @param listeners notified of calls, attempts, waits and results
 * @param callbacks completes the futures of asynchronous calls
 */
public record TransportConfig(
    BaseUrl baseUrl,
    Supplier<ApiKey> apiKey,
    Function<ApiKey, RateLimiter> limiter,
    RetryPolicy retryPolicy,
    Timeouts timeouts,
    List<CallListener> listeners,
    Executor callbacks) {
  /**
   * How long a call may take.
   *
   * @param call limits the whole call: attempts, delays and the rate limit together
   * @param attempt limits one attempt, from connecting to the last byte of the response
   */
  public record Timeouts(Duration call, Duration attempt) {}
}
