package ai.peeker.partner.examples;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderInProgressEvent;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * How are webhooks received? A handler verifies each one and handles its event once; {@link
 * WebhookReceiver} connects it to the JDK's HTTP server.
 *
 * <p>LocalPeeker sends a signed webhook for the order that is placed.
 */
public final class ReceiveWebhooks {
  private ReceiveWebhooks() {}

  /**
   * Runs the example.
   *
   * @param arguments none
   * @throws IOException if no port can be opened
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    run(System.out);
  }

  static void run(PrintStream out) throws IOException, InterruptedException {
    try (LocalPeeker peeker = LocalPeeker.start();
        WebhookReceiver receiver =
            new WebhookReceiver(handler(peeker.webhooks().secret(), out), 0);
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      peeker.webhooks().sendTo(receiver.url());
      client.orders().create(SampleOrders.custom(12));
      Delivery delivery = peeker.webhooks().awaitDelivery(Duration.ofSeconds(15));
      out.println("Responded to " + delivery.type() + " with " + delivery.status().orElse(0));
    }
  }

  private static WebhookHandler handler(String secret, PrintStream out) {
    WebhookVerifier verifier = WebhookVerifier.builder().secret("local", Secret.of(secret)).build();
    return WebhookHandler.builder(verifier)
        .on(
            OrderInProgressEvent.class,
            (event, context) -> out.println("Verified: " + event.data().id() + " is in progress"))
        .fallback((event, context) -> out.println("Ignored: " + context))
        .build();
  }
}
