package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.check.Durations;
import ai.peeker.partner.testing.internal.fault.Connection;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import mockwebserver3.MockWebServer;

/** The web server of a LocalPeeker, on a free port of 127.0.0.1. */
public final class LocalServer implements AutoCloseable, Connection {
  /** The path of the base URL. */
  public static final String BASE_PATH = "/partner/v1";

  private final MockWebServer server = new MockWebServer();
  private final LoopbackSockets sockets = new LoopbackSockets();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final URI baseUrl;

  private LocalServer(int port) throws IOException {
    server.setServerSocketFactory(sockets);
    server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port);
    baseUrl = URI.create("http://127.0.0.1:" + server.getPort() + BASE_PATH);
  }

  /**
   * Opens a port. Requests are handled once {@link #serve} has been called.
   *
   * @param port the port, or 0 for a free one
   */
  public static LocalServer open(int port) {
    try {
      return new LocalServer(port);
    } catch (IOException e) {
      throw new UncheckedIOException(
          port == 0
              ? "Cannot open a port on 127.0.0.1. Allow this process to listen on loopback."
              : "Cannot open port " + port + " on 127.0.0.1. Choose a port that is not in use.",
          e);
    }
  }

  public URI baseUrl() {
    return baseUrl;
  }

  /**
   * Handles requests with the backend of that time.
   *
   * @param detour responds to requests that are not of the API
   */
  public void serve(
      Supplier<LocalBackend> backend, Function<LocalRequest, Optional<LocalResponse>> detour) {
    server.setDispatcher(new PeekerDispatcher(backend, detour, this));
  }

  /** Takes a request off the web server's own log, which grows without a limit otherwise. */
  void forgetRequest() throws InterruptedException {
    server.takeRequest(0, TimeUnit.NANOSECONDS);
  }

  /** Closes all connections and refuses new ones, or accepts them again. */
  public void refuseConnections(boolean refuse) {
    try {
      sockets.refuseConnections(refuse);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open or close " + baseUrl, e);
    }
  }

  @Override
  public void resetOnClose() {
    try {
      sockets.resetCurrentOnClose();
    } catch (IOException closed) {
      throw new UncheckedIOException("The connection was closed", closed);
    }
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    closing.await(Durations.nanos(duration), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    // First: a paused response, or one to a request that is sent again, must not overtake the end.
    refuseConnections(true);
    closing.countDown();
    server.close();
  }
}
