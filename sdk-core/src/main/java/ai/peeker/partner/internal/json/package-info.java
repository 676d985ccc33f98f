/**
 * JSON as bytes: the only room that knows Jackson's mapper. The front type is {@link
 * ai.peeker.partner.internal.json.JsonCodec}.
 */
@NullMarked
package ai.peeker.partner.internal.json;

import org.jspecify.annotations.NullMarked;
