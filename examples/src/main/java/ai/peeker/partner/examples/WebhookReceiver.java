package ai.peeker.partner.examples;

import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookResult;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How do webhooks come in without a web framework? On the JDK's own server, on this machine: the
 * raw body goes to the handler before anything else.
 *
 * <p>For the network, put it behind a proxy that speaks TLS and cuts off slow senders.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(WebhookReceiver.class.getName());

  /** The server's default is one thread, which a single slow sender would hold. */
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final WebhookHandler handler;

  /**
   * Starts a receiver.
   *
   * @param handler what is done with webhooks
   * @param port where to listen on the loopback address; 0 for a free port
   * @throws IOException if the port is taken
   */
  public WebhookReceiver(WebhookHandler handler, int port) throws IOException {
    this.handler = handler;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.server = HttpServer.create(address, 0);
    server.createContext("/webhooks", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /** Where to send webhooks to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  /**
   * Hands on the headers as they are, in any case and with all their values, and the stream of raw
   * bytes: the handler reads no more of it than its verifier accepts.
   */
  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      WebhookResult result =
          handler.handle(exchange.getRequestHeaders(), exchange.getRequestBody());
      log(result);
      exchange.sendResponseHeaders(result.status(), -1);
    }
  }

  /** The message of a failure may quote data: that is for {@code onFailure} of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(each -> ", " + each.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
