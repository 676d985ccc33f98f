/**
 * Limits requests over several machines with bucket4j. Start with {@link
 * ai.peeker.partner.bucket4j.Bucket4jRateLimiter}.
 */
@NullMarked
package ai.peeker.partner.bucket4j;

import org.jspecify.annotations.NullMarked;
