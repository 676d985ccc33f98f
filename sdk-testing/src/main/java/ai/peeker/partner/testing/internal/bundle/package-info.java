/** Bundles. */
@NullMarked
package ai.peeker.partner.testing.internal.bundle;

import org.jspecify.annotations.NullMarked;
