/**
 * Limits requests over several machines. Start with {@link
 * ai.peeker.partner.ratelimit.JdbcRateLimiter}.
 */
@NullMarked
package ai.peeker.partner.ratelimit;

import org.jspecify.annotations.NullMarked;
