/** Polls until something ends. The main type is {@link ai.peeker.partner.internal.poll.Poller}. */
@NullMarked
package ai.peeker.partner.internal.poll;

import org.jspecify.annotations.NullMarked;
