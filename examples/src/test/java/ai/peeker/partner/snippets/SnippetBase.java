package ai.peeker.partner.snippets;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.poll.WebhookSignals;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The variables that snippets of the documentation use; each is compiled in a subclass. Those of
 * the guides to the resources run, too.
 */
public class SnippetBase {
  protected final LocalPeeker peeker;
  protected final PeekerClient client;
  protected final Order order =
      CustomOrder.builder()
          .user("client@example.com")
          .google(4, GoogleDensity.TWO)
          .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
          .domains("acme-mail.com", "acme-post.com")
          .persona("Sam", "Lee")
          .build();
  protected final Secret password = Secret.of("password");
  protected final String secret = "webhook-secret";
  protected final byte[] encryptionKey = new byte[32];
  protected final String json = "{}";
  protected final List<String> tenDomains = domains(10);
  protected final List<String> twelveDomains = domains(12);
  protected final List<String> names = domains(3);
  protected final byte[] body =
      """
      {"id":"evt_1","type":"order.completed","created_at":"2026-05-08T12:00:00Z",
       "data":{"id":"ord_1","status":"completed"}}"""
          .getBytes(StandardCharsets.UTF_8);
  protected final Map<String, List<String>> headers =
      new WebhookSigner(secret).headers(Instant.now().getEpochSecond(), "evt_1", body);
  protected final String orderId;
  protected final WebhookSignals signals = new WebhookSignals();
  protected final WebhookVerifier verifier =
      WebhookVerifier.builder().secret("live", Secret.of(secret)).build();
  protected final ObservationRegistry observationRegistry = ObservationRegistry.create();
  protected final MeterRegistry meterRegistry = new SimpleMeterRegistry();
  protected final VerifiedWebhook webhook = verifier.verify(headers, body);
  protected final DataSource dataSource = null; // no database; it is only compiled
  protected final ProxyManager<String> proxyManager = null; // likewise

  private final List<Object> logged = new ArrayList<>();

  /**
   * Creates the variables.
   *
   * @param peeker the API that the client calls
   */
  protected SnippetBase(LocalPeeker peeker) {
    this.peeker = peeker;
    this.client = peeker.client();
    this.orderId = peeker.orders().all().isEmpty() ? "ord_1" : peeker.orders().all().get(0).id();
  }

  private static List<String> domains(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "domain-" + i + ".com").toList();
  }

  protected final void log(Object what) {
    logged.add(what);
  }

  protected final void store(String text) {
    logged.add(text);
  }

  protected final String stored() {
    return logged.isEmpty() ? null : String.valueOf(logged.get(logged.size() - 1));
  }

  protected final void askForMoreDomains(OptionalLong missing) {
    logged.add(missing);
  }
}
