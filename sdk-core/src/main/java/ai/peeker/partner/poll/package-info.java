/**
 * Waits for work of the API in the background: orders, imports, forwarding jobs and swaps. The main
 * types are {@link ai.peeker.partner.poll.PollOptions} and {@link
 * ai.peeker.partner.poll.PollResult}.
 */
@NullMarked
package ai.peeker.partner.poll;

import org.jspecify.annotations.NullMarked;
