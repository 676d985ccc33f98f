/**
 * Remembers which webhook events were handled, in memory or in a database. The main type is {@link
 * ai.peeker.partner.webhook.store.EventStore}.
 */
@NullMarked
package ai.peeker.partner.webhook.store;

import org.jspecify.annotations.NullMarked;
