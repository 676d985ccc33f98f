/**
 * Limits how many requests of an API key reach the server. The main type is {@link
 * ai.peeker.partner.internal.ratelimit.RateLimiterRegistry}.
 */
@NullMarked
package ai.peeker.partner.internal.ratelimit;

import org.jspecify.annotations.NullMarked;
