/** Users. */
@NullMarked
package ai.peeker.partner.testing.internal.user;

import org.jspecify.annotations.NullMarked;
