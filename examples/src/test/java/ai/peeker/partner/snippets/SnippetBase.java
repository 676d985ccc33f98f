package ai.peeker.partner.snippets;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The variables that snippets of the documentation use; each is compiled in a subclass. */
public abstract class SnippetBase {
  protected final PeekerClient client;
  protected final LocalPeeker peeker = LocalPeeker.start();
  protected final Order order;
  protected final Secret password = Secret.of("password");
  protected final String secret = "webhook-secret";
  protected final String json = "{}";
  protected final List<String> tenDomains = List.of();
  protected final List<String> twelveDomains = List.of();
  protected final Map<String, List<String>> headers = Map.of();
  protected final byte[] body = {};
  protected final WebhookVerifier verifier =
      WebhookVerifier.builder().secret("live", Secret.of(secret)).build();
  protected final VerifiedWebhook webhook = verifier.verify(headers, body);

  /**
   * Never called, because snippets are only compiled.
   *
   * @param client a client
   * @param order an order
   */
  protected SnippetBase(PeekerClient client, Order order) {
    this.client = client;
    this.order = order;
  }

  protected abstract void log(Object what);

  protected abstract void store(String text);

  protected abstract String stored();

  protected abstract void askForMoreDomains(OptionalLong missing);
}
