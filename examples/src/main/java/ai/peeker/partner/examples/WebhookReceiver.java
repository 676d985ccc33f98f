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
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Receives webhooks on the JDK's HTTP server, without a web framework. It listens on the loopback
 * address only: put it behind a proxy that terminates TLS and limits the number of connections.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(WebhookReceiver.class.getName());

  /** Peeker waits for 15 seconds; the handler responds within 10 once it has the body. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(14);

  /**
   * A thread for each delivery, since a slow sender keeps its thread. By default the server has
   * one. Beyond the maximum, connections are closed.
   */
  private static final int MAX_THREADS = 256;

  private final HttpServer server;
  private final ExecutorService threads =
      new ThreadPoolExecutor(0, MAX_THREADS, 5, TimeUnit.SECONDS, new SynchronousQueue<>());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final WebhookHandler handler;

  /**
   * Starts a receiver.
   *
   * @param handler verifies and handles the webhooks
   * @param port the port to listen on; 0 for a free one
   * @throws IOException if the port is in use
   */
  public WebhookReceiver(WebhookHandler handler, int port) throws IOException {
    this.handler = handler;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.server = HttpServer.create(address, 0);
    server.createContext("/webhooks", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /** Returns the URL to send webhooks to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  private void receive(HttpExchange exchange) throws IOException {
    Future<?> timeout = timer.schedule(exchange::close, TIME_LIMIT.toSeconds(), TimeUnit.SECONDS);
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      respond(exchange);
    } finally {
      timeout.cancel(false);
    }
  }

  /**
   * Passes all headers and the stream of raw bytes to the handler, which reads at most as many as
   * its verifier accepts.
   */
  private void respond(HttpExchange exchange) throws IOException {
    WebhookResult result = handler.handle(exchange.getRequestHeaders(), exchange.getRequestBody());
    log(result);
    exchange.sendResponseHeaders(result.status(), -1);
  }

  /** Logs no message of a failure, which may contain data: see onFailure of the handler. */
  private static void log(WebhookResult result) {
    String failure = result.failure().map(cause -> ", " + cause.getClass().getName()).orElse("");
    LOGGER.log(result.status() == 200 ? Level.DEBUG : Level.WARNING, result + failure);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    timer.shutdown();
  }
}
