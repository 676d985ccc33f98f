package ai.peeker.partner.testing.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import mockwebserver3.MockWebServer;

/** The web server of a LocalPeeker, on a free port of 127.0.0.1. */
public final class LocalServer implements AutoCloseable {
  private static final String BASE_PATH = "/partner/v1";

  private final MockWebServer server = new MockWebServer();
  private final URI baseUrl;

  private LocalServer() throws IOException {
    server.setServerSocketFactory(new NoDelayServerSocketFactory());
    server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), 0);
    baseUrl = URI.create("http://127.0.0.1:" + server.getPort() + BASE_PATH);
  }

  /** Opens a port. Requests are handled once {@link #serve} has been called. */
  public static LocalServer open() {
    try {
      return new LocalServer();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open a port on 127.0.0.1. Allow this process to listen on loopback.", e);
    }
  }

  public URI baseUrl() {
    return baseUrl;
  }

  public void serve(PeekerDispatcher dispatcher) {
    server.setDispatcher(dispatcher);
  }

  @Override
  public void close() {
    server.close();
  }
}
