/**
 * Orders that are complete and well-formed by construction, and the number of domains that they
 * need. Start with {@link ai.peeker.partner.order.Order}.
 */
@NullMarked
package ai.peeker.partner.order;

import org.jspecify.annotations.NullMarked;
