/**
 * Everything that can go wrong, as one sealed family of unchecked exceptions; the front type is
 * {@link ai.peeker.partner.error.PeekerException}.
 */
@NullMarked
package ai.peeker.partner.error;

import org.jspecify.annotations.NullMarked;
