/**
 * Reads and writes JSON: the only package that uses Jackson's mapper. The main type is {@link
 * ai.peeker.partner.internal.json.JsonCodec}.
 */
@NullMarked
package ai.peeker.partner.internal.json;

import org.jspecify.annotations.NullMarked;
