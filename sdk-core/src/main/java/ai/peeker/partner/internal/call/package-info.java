/**
 * Executes calls: decides what to do next, and carries it out in the caller's thread or on futures.
 * The main type is {@link ai.peeker.partner.internal.call.HttpTransport}.
 */
@NullMarked
package ai.peeker.partner.internal.call;

import org.jspecify.annotations.NullMarked;
