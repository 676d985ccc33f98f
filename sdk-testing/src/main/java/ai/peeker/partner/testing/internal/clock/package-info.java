/** The account's time, and the work that is due at some time. */
@NullMarked
package ai.peeker.partner.testing.internal.clock;

import org.jspecify.annotations.NullMarked;
