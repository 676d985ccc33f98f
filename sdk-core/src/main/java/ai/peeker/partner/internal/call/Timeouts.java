package ai.peeker.partner.internal.call;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param call limits the whole call: attempts, delays and the rate limit together
 * @param attempt limits one attempt, from connecting to the last byte of the response
 */
public record Timeouts(Duration call, Duration attempt) {}
