/**
 * Orders that are complete and well-shaped once they exist, and the count of domains that they
 * need; the front type is {@link ai.peeker.partner.order.Order}.
 */
@NullMarked
package ai.peeker.partner.order;

import org.jspecify.annotations.NullMarked;
