/**
 * Tracks what this process knows about the orders that it sends. The main type is {@link
 * ai.peeker.partner.internal.order.SendRecord}.
 */
@NullMarked
package ai.peeker.partner.internal.order;

import org.jspecify.annotations.NullMarked;
