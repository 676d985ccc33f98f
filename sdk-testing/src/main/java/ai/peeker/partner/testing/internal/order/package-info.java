/** Orders and their pending actions. */
@NullMarked
package ai.peeker.partner.testing.internal.order;

import org.jspecify.annotations.NullMarked;
