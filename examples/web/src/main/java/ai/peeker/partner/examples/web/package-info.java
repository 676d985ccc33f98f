/**
 * Webhook receivers for web frameworks, to copy: {@link
 * ai.peeker.partner.examples.web.WebhookServlet} and, for Spring, {@link
 * ai.peeker.partner.examples.web.WebhookController}.
 */
@NullMarked
package ai.peeker.partner.examples.web;

import org.jspecify.annotations.NullMarked;
