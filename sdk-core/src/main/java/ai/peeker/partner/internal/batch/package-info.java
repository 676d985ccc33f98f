/**
 * Sends many calls side by side. The main type is {@link
 * ai.peeker.partner.internal.batch.ParallelCalls}.
 */
@NullMarked
package ai.peeker.partner.internal.batch;

import org.jspecify.annotations.NullMarked;
