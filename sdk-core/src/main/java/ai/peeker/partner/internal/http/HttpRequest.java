package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call, ready to be sent.
 *
 * @param call method, path, query and headers
 * @param headers of this attempt alone, in addition to those of the call
 * @param key the API key to send
 * @param body the bytes to send as they are, or null for none
 * @param timeout limits the whole attempt, from leaving the queue of the dispatcher to the last
 *     byte of the response
 * @param startWithin the time, from now, after which the request must not be started any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not copied for each attempt
public record HttpRequest(
    ApiCall<?> call,
    Map<String, String> headers,
    ApiKey key,
    byte @Nullable [] body,
    Duration timeout,
    Duration startWithin) {}
