/**
 * The values that describe how a call is made and how it ended; the front type is {@link
 * ai.peeker.partner.call.RetryPolicy}.
 */
@NullMarked
package ai.peeker.partner.call;

import org.jspecify.annotations.NullMarked;
