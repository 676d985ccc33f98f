package ai.peeker.partner.testing.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class LoopbackSocketsTest {
  @Test
  void accept_connection_hasTcpNoDelay() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new LoopbackSockets().createServerSocket()) {
      server.bind(new InetSocketAddress(loopback, 0));
      try (Socket connected = new Socket(loopback, server.getLocalPort());
          Socket accepted = server.accept()) {
        assertThat(connected.isConnected()).isTrue();
        assertThat(accepted.getTcpNoDelay()).isTrue();
      }
    }
  }
}
