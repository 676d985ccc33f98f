/**
 * Supplies clock, scheduler and randomness, so that tests can replace them. The main type is {@link
 * ai.peeker.partner.internal.time.TimeSource}.
 */
@NullMarked
package ai.peeker.partner.internal.time;

import org.jspecify.annotations.NullMarked;
