/**
 * Webhooks that are verified before they are believed; needs no client and no network. The front
 * type is {@link ai.peeker.partner.webhook.WebhookVerifier}.
 */
@NullMarked
package ai.peeker.partner.webhook;

import org.jspecify.annotations.NullMarked;
