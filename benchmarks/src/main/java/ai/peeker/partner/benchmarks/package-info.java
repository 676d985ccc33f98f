/** Measurements with JMH, and of virtual threads; run by hand. */
@NullMarked
package ai.peeker.partner.benchmarks;

import org.jspecify.annotations.NullMarked;
