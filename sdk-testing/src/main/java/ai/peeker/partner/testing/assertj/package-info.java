/** Assertions for AssertJ. */
@NullMarked
package ai.peeker.partner.testing.assertj;

import org.jspecify.annotations.NullMarked;
