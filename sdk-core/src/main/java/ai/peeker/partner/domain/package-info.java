/**
 * Results of operations on many domains. The main type is {@link
 * ai.peeker.partner.domain.BatchResult}.
 */
@NullMarked
package ai.peeker.partner.domain;

import org.jspecify.annotations.NullMarked;
