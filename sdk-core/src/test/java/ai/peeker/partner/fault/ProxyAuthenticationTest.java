package ai.peeker.partner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.CallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Authenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server behind a tunnel that requests the authentication of a proxy. */
@Timeout(60)
class ProxyAuthenticationTest extends OwnClientFixture {
  private static final Authenticator PASSWORD =
      (route, response) ->
          response.request().newBuilder().header("Proxy-Authorization", "secret").build();

  /** The password of the proxy is for the proxy, which has not asked for it. */
  @Test
  void proxyAuthentication_requestedByTheServerBehindATunnel_isARejection() throws Exception {
    Wire wire = Wire.HTTP_1_1_OVER_TLS;
    try (FaultServer server =
            FaultServer.start(wire, exchange -> exchange.take().answer(407, UNAUTHORIZED));
        Tunnel tunnel = new Tunnel();
        PeekerClient client =
            client(
                server,
                wire.clientBuilder()
                    .proxy(new Proxy(Proxy.Type.HTTP, tunnel.address()))
                    .proxyAuthenticator(PASSWORD)
                    .build())) {
      CallException e = orderFailure(client);

      assertThat(e.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(tunnel.connections.get()).isEqualTo(1);
      assertThat(server.exchanges()).hasSize(1);
    }
  }

  /** A proxy that makes a tunnel to wherever it is asked to. */
  private static final class Tunnel implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, FaultServer.loopback());
    private final AtomicInteger connections = new AtomicInteger();

    Tunnel() throws IOException {
      FaultServer.inBackground(this::accept);
    }

    InetSocketAddress address() {
      return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
      try {
        while (true) {
          Socket client = listener.accept();
          connections.incrementAndGet();
          FaultServer.inBackground(() -> connect(client));
        }
      } catch (IOException e) {
        return; // closed
      }
    }

    private static void connect(Socket client) {
      try {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) client.getInputStream().read());
        }
        String port = head.substring(head.indexOf(":") + 1, head.indexOf(" HTTP/"));
        Socket server = new Socket(FaultServer.loopback(), Integer.parseInt(port));
        client
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        FaultServer.inBackground(() -> copy(server, client));
        copy(client, server);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void copy(Socket from, Socket to) {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        in.transferTo(out);
      } catch (IOException e) {
        return; // one of the two is gone
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
