/** Validates arguments. */
@NullMarked
package ai.peeker.partner.testing.internal.check;

import org.jspecify.annotations.NullMarked;
