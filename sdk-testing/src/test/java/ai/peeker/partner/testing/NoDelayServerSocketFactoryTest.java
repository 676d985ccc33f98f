package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NoDelayServerSocketFactoryTest {
  @Test
  void accept_connection_hasTcpNoDelay() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new NoDelayServerSocketFactory().createServerSocket()) {
      server.bind(new InetSocketAddress(loopback, 0));
      try (Socket connected = new Socket(loopback, server.getLocalPort());
          Socket accepted = server.accept()) {
        assertThat(connected.isConnected()).isTrue();
        assertThat(accepted.getTcpNoDelay()).isTrue();
      }
    }
  }

  /** Fails without {@code TCP_NODELAY}: a delayed ACK then adds at least 40 ms to every call. */
  @Test
  void localPeeker_callsOnOneConnection_areNotDelayed() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      TestClient client = new TestClient(peeker);

      // The kernel acknowledges the first segments of a connection immediately, hence the skip; the
      // fastest call counts, so that a busy machine does not fail the test.
      long fastest =
          LongStream.range(0, 50).map(call -> nanosOfCall(client)).skip(30).min().orElseThrow();

      assertThat(fastest).isLessThan(20_000_000);
    }
  }

  private static long nanosOfCall(TestClient client) {
    long start = System.nanoTime();
    try {
      assertThat(client.get("/me").status()).isEqualTo(200);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return System.nanoTime() - start;
  }
}
