/**
 * The road that a call travels: write, send, perhaps send again, read. The only room that knows
 * OkHttp; the front type is {@link ai.peeker.partner.internal.call.HttpTransport}.
 */
@NullMarked
package ai.peeker.partner.internal.http;

import org.jspecify.annotations.NullMarked;
