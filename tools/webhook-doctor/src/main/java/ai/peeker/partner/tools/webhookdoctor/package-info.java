/**
 * A command-line tool that verifies a recorded webhook and diagnoses why it fails; see {@link
 * ai.peeker.partner.tools.webhookdoctor.WebhookDoctor}.
 */
@NullMarked
package ai.peeker.partner.tools.webhookdoctor;

import org.jspecify.annotations.NullMarked;
