/** A client of the Peeker Partner API. Start with {@link ai.peeker.partner.PeekerClient}. */
@NullMarked
package ai.peeker.partner;

import org.jspecify.annotations.NullMarked;
