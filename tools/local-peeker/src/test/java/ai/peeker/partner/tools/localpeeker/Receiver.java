package ai.peeker.partner.tools.localpeeker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks on loopback that accepts all of them. */
final class Receiver implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 20;

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /** A webhook as received. */
  record Received(Map<String, List<String>> headers, String body) {
    String eventId() {
      return headers.get("Peeker-event-id").get(0); // as HttpServer spells it
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(
              new Received(
                  Map.copyOf(exchange.getRequestHeaders()),
                  new String(body, StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
  }

  /** Waits for the next webhook of this type; earlier ones of other types are dropped. */
  Received await(String type) throws InterruptedException {
    while (true) {
      Received next = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("No " + type + " within " + TIMEOUT_SECONDS + " s");
      }
      if (next.body().replace(" ", "").contains("\"type\":\"" + type + "\"")) {
        return next;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
