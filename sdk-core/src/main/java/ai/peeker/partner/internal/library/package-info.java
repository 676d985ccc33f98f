/** Rejects libraries of the class path that cannot be used, before a call fails in the middle. */
@NullMarked
package ai.peeker.partner.internal.library;

import org.jspecify.annotations.NullMarked;
