/** The Peeker Partner API from Java; the front type is {@link ai.peeker.partner.PeekerClient}. */
@NullMarked
package ai.peeker.partner;

import org.jspecify.annotations.NullMarked;
