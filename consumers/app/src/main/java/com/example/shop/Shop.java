package com.example.shop;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.OrderCompletedEvent;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.MicrosoftDensity;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Places an order, reads a page of orders and verifies the webhook of the order. */
public final class Shop {
  private Shop() {}

  public static void main(String[] args) throws Exception {
    try (PeekerClient client =
        PeekerClient.builder()
            .baseUrl(System.getenv("PEEKER_BASE_URL"))
            .apiKey(System.getenv("PEEKER_API_KEY"))
            .build()) {
      run(client);
    }
  }

  /** Does everything with a client, and prints the versions that it ran with. */
  public static OrderSummary run(PeekerClient client) throws Exception {
    OrderSummary order = client.orders().create(order());
    require(client.orders().listAll().stream().anyMatch(o -> o.id().equals(order.id())), "the page");
    String completed = awaitWebhook();
    require(completed.equals(order.id()), "the order of the webhook");
    System.out.println("versions " + Versions.text());
    return order;
  }

  private static CustomOrder order() {
    return CustomOrder.builder()
        .user("client@example.com")
        .microsoft(1, MicrosoftDensity.FIFTY)
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
        .domains(List.of("acme-mail.com"))
        .persona("Sam", "Lee")
        .build();
  }

  /** Opens an endpoint, says where it is and returns the order that is completed. */
  private static String awaitWebhook() throws Exception {
    CompletableFuture<String> completed = new CompletableFuture<>();
    WebhookHandler webhooks =
        WebhookHandler.builder(
                WebhookVerifier.builder()
                    .secret("shop", Secret.of(System.getenv("PEEKER_WEBHOOK_SECRET")))
                    .build())
            .on(OrderCompletedEvent.class, (event, context) -> completed.complete(event.data().id()))
            .fallback((event, context) -> {})
            .build();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/webhooks",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(
                webhooks.handle(exchange.getRequestHeaders(), body).status(), -1);
          }
        });
    server.start();
    try {
      System.out.println(
          "webhooks http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
      return completed.get(30, TimeUnit.SECONDS);
    } finally {
      server.stop(0);
    }
  }

  private static void require(boolean fulfilled, String what) {
    if (!fulfilled) {
      throw new AssertionError(what + " is wrong");
    }
  }
}
