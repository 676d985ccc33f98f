package ai.peeker.partner.examples;

import ai.peeker.partner.Orders;
import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.error.DomainCountMismatchException;
import ai.peeker.partner.model.Bundle;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main job: places orders, sends one again, and verifies the webhook that follows.
 *
 * <p>Usage: {@code PlaceOrder [order.json]}. Without a file it builds a custom order and a bundle
 * order; with one it places what the file says. With {@code PEEKER_API_KEY} set it talks to {@code
 * PEEKER_BASE_URL} or the live address, without a key to an imitation in this process.
 *
 * <p>Exit status: 0 placed, 2 refused on this side and not sent, 3 refused by the API, 4 outcome
 * unknown.
 */
public final class PlaceOrder {
  private final PeekerClient client;
  private final @Nullable BlockingQueue<VerifiedWebhook> webhooks;
  private final PrintStream out;

  private PlaceOrder(
      PeekerClient client, @Nullable BlockingQueue<VerifiedWebhook> webhooks, PrintStream out) {
    this.client = client;
    this.webhooks = webhooks;
    this.out = out;
  }

  /**
   * Runs the example and ends the process with its status.
   *
   * @param arguments nothing, or the path of a JSON file
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      if (arguments.length > 1) {
        throw new IllegalArgumentException("Give one file at most. Usage: PlaceOrder [order.json]");
      }
      Order order = arguments.length == 0 ? null : Orders.parse(read(Path.of(arguments[0])));
      if (environment.containsKey("PEEKER_API_KEY")) {
        overTheNetwork(order, environment, out);
      } else {
        inThisProcess(order, out);
      }
      return 0;
    } catch (CallException e) {
      err.println(e.getMessage());
      return statusOf(e.outcome());
    } catch (IllegalArgumentException | IOException e) {
      err.println(e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Interrupted while waiting for a webhook.");
      return 4;
    }
  }

  private static int statusOf(Outcome outcome) {
    return switch (outcome) {
      case NOT_SENT -> 2;
      case REJECTED -> 3;
      case APPLIED, UNKNOWN -> 4;
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) { // its message would not name the file, or say "Input length = 1"
      throw new IllegalArgumentException(
          "The file " + file + " is not there, not readable, or no UTF-8 text.", e);
    }
  }

  private static void overTheNetwork(
      @Nullable Order order, Map<String, String> environment, PrintStream out)
      throws InterruptedException {
    if (order == null && environment.getOrDefault("PEEKER_API_KEY", "").startsWith("pk_live_")) {
      throw new IllegalArgumentException(
          "PEEKER_API_KEY is a live key, and the built-in orders would be charged. Give a file, or"
              + " use a pk_test_ key.");
    }
    try (PeekerClient client = PeekerClient.fromEnvironment(environment)) {
      out.println("Talking to " + client);
      new PlaceOrder(client, null, out).place(order);
    }
  }

  private static void inThisProcess(@Nullable Order order, PrintStream out)
      throws IOException, InterruptedException {
    BlockingQueue<VerifiedWebhook> webhooks = new LinkedBlockingQueue<>();
    try (LocalPeeker peeker = LocalPeeker.start();
        WebhookReceiver receiver = new WebhookReceiver(handler(peeker, webhooks), 0);
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      peeker.webhookTo(receiver.url());
      out.println(
          "PEEKER_API_KEY is not set: talking to LocalPeeker, an imitation in this process.");
      new PlaceOrder(client, webhooks, out).place(order);
    }
  }

  private static WebhookHandler handler(LocalPeeker peeker, Queue<VerifiedWebhook> webhooks) {
    WebhookVerifier verifier =
        WebhookVerifier.builder().secret("local", Secret.of(peeker.webhookSecret())).build();
    return WebhookHandler.builder(verifier)
        .fallback((event, context) -> webhooks.add(context.webhook()))
        .build();
  }

  private void place(@Nullable Order order) throws InterruptedException {
    if (order == null) {
      refuseTooFewDomains();
      placeTwice("custom order", SampleOrders.custom(12));
      Bundle bundle = client.bundles().get("bun_123");
      placeTwice("bundle order", SampleOrders.bundle(bundle, 10));
    } else {
      placeTwice("order", order);
    }
  }

  private void refuseTooFewDomains() {
    out.println("\nA custom order with 11 domains:");
    try {
      client.orders().create(SampleOrders.custom(11));
    } catch (DomainCountMismatchException e) {
      out.println("  refused: " + e.getMessage());
    }
  }

  private void placeTwice(String name, Order order) throws InterruptedException {
    out.println("\nThe " + name + ": " + order.domainCount());
    ApiResponse<OrderSummary> response = client.orders().createWithResponse(order);
    OrderSummary placed = response.body();
    out.println(
        "  placed:  "
            + placed.id()
            + ", "
            + placed.status()
            + ", request id "
            + response.requestId());
    OrderSummary again = client.orders().create(order);
    boolean same = again.id().equals(placed.id());
    out.println("  again:   " + again.id() + (same ? ", the same order" : ", ANOTHER order"));
    showWebhook();
  }

  private void showWebhook() throws InterruptedException {
    if (webhooks == null) {
      out.println("  webhook: goes to the URL that the partner portal has for this account.");
      return;
    }
    VerifiedWebhook webhook = webhooks.poll(15, TimeUnit.SECONDS);
    out.println(
        "  webhook: "
            + (webhook == null
                ? "none within 15 s"
                : webhook.type() + " " + webhook.id() + ", verified"));
  }
}
