/**
 * The exceptions of the SDK, as one sealed family of unchecked exceptions. Start with {@link
 * ai.peeker.partner.error.PeekerException}.
 */
@NullMarked
package ai.peeker.partner.error;

import org.jspecify.annotations.NullMarked;
