/**
 * Verifies and handles webhooks, without a client or a network. Start with {@link
 * ai.peeker.partner.webhook.WebhookVerifier}.
 */
@NullMarked
package ai.peeker.partner.webhook;

import org.jspecify.annotations.NullMarked;
