package ai.peeker.partner.micrometer;

import ai.peeker.partner.webhook.WebhookHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Receives webhooks over HTTP on loopback. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final WebhookHandler handler;

  Receiver(WebhookHandler handler) throws IOException {
    this.handler = handler;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhooks", this::receive);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  private void receive(HttpExchange exchange) throws IOException {
    int status = handler.handle(exchange.getRequestHeaders(), exchange.getRequestBody()).status();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
