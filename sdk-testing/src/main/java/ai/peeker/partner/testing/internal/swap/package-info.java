/** Swaps of domains and of personas. */
@NullMarked
package ai.peeker.partner.testing.internal.swap;

import org.jspecify.annotations.NullMarked;
