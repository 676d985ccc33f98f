/** Scripted faults. */
@NullMarked
package ai.peeker.partner.testing.internal.fault;

import org.jspecify.annotations.NullMarked;
