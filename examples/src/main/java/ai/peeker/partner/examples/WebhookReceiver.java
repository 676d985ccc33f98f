package ai.peeker.partner.examples;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhooks in on this machine, with the JDK's own server: the raw body goes to the verifier
 * before anything else.
 */
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final WebhookVerifier verifier;
  private final BlockingQueue<VerifiedWebhook> verified = new LinkedBlockingQueue<>();

  WebhookReceiver(WebhookVerifier verifier) throws IOException {
    this.verifier = verifier;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhooks", this::receive);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int status = 204;
      try {
        verified.add(verifier.verify(exchange.getRequestHeaders(), body));
      } catch (WebhookVerificationException e) {
        System.err.println("A webhook was refused: " + e.getMessage());
        status = 400;
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** The next verified webhook, or null if none comes in time. */
  @Nullable VerifiedWebhook next(Duration patience) throws InterruptedException {
    return verified.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
