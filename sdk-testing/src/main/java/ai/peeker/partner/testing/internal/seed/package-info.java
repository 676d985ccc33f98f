/** Seed files: the initial records of an account. */
@NullMarked
package ai.peeker.partner.testing.internal.seed;

import org.jspecify.annotations.NullMarked;
