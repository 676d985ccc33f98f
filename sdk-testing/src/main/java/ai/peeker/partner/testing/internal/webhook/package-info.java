/** Webhooks: from an event to its signed deliveries. */
@NullMarked
package ai.peeker.partner.testing.internal.webhook;

import org.jspecify.annotations.NullMarked;
