package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.webhook.WebhookResult;
import java.util.List;
import java.util.Map;

/** Takes deliveries in place of the handler. */
@FunctionalInterface
interface WebhookReceiver {
  WebhookResult receive(Map<String, List<String>> headers, byte[] body);
}
