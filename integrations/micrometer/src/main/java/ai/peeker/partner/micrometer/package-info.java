/** Observations and meters for Micrometer. */
@NullMarked
package ai.peeker.partner.micrometer;

import org.jspecify.annotations.NullMarked;
