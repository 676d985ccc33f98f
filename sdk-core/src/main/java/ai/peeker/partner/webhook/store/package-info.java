/**
 * Stores the handled webhook events, in memory or in a database. Start with {@link
 * ai.peeker.partner.webhook.store.EventStore}.
 */
@NullMarked
package ai.peeker.partner.webhook.store;

import org.jspecify.annotations.NullMarked;
