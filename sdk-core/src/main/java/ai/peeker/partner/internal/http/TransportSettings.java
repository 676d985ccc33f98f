package ai.peeker.partner.internal.http;

import ai.peeker.partner.call.RetryPolicy;
import java.time.Duration;

/**
 * Where calls go, as whom, and how patiently.
 *
 * @param baseUrl where the API is
 * @param apiKey as whom
 * @param userAgent what the SDK calls itself
 * @param retryPolicy how often and after which waits
 * @param timeout how long a call may take in all, waits included
 */
public record TransportSettings(
    BaseUrl baseUrl, ApiKey apiKey, String userAgent, RetryPolicy retryPolicy, Duration timeout) {}
