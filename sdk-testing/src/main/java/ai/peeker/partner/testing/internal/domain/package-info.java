/** Domains: availability, inventory, imports and forwarding. */
@NullMarked
package ai.peeker.partner.testing.internal.domain;

import org.jspecify.annotations.NullMarked;
