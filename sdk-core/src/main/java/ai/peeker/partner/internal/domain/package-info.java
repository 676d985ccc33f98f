/**
 * Knows the rules of domain names, for orders and for operations on many domains. The main type is
 * {@link ai.peeker.partner.internal.domain.DomainNames}.
 */
@NullMarked
package ai.peeker.partner.internal.domain;

import org.jspecify.annotations.NullMarked;
