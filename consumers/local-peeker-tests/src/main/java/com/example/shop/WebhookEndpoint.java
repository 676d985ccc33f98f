package com.example.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The URL of the shop's webhooks. */
public final class WebhookEndpoint implements AutoCloseable {
  private final InboxShop shop;
  private final HttpServer server;

  public WebhookEndpoint(InboxShop shop) throws IOException {
    this.shop = shop;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/webhooks", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status =
          shop.webhook(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
