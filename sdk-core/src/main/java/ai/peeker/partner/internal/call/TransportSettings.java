package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.CallListener;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.internal.http.ApiKey;
import ai.peeker.partner.internal.http.BaseUrl;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where calls go, as whom, and how patiently.
 *
 * @param baseUrl where the API is
 * @param apiKey as whom; asked before each attempt
 * @param limiter the limiter of a key
 * @param retryPolicy how often and after which waits
 * @param timeout how long a call may take in all, waits included
 * @param attemptTimeout how long one exchange may take
 * @param listener watches
 * @param callbacks where futures are completed
 */
public record TransportSettings(
    BaseUrl baseUrl,
    Supplier<ApiKey> apiKey,
    Function<ApiKey, RateLimiter> limiter,
    RetryPolicy retryPolicy,
    Duration timeout,
    Duration attemptTimeout,
    CallListener listener,
    Executor callbacks) {}
