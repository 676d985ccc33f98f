/** Puts the parts of the local API together. */
@NullMarked
package ai.peeker.partner.testing.internal;

import org.jspecify.annotations.NullMarked;
