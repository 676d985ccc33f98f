package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptibleSocketFactoryTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final InterruptibleSocketFactory sockets = new InterruptibleSocketFactory();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, LOOPBACK);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void socket_createdByAnAddress_isConnected() throws IOException {
    String host = LOOPBACK.getHostAddress();
    int port = server.getLocalPort();

    try (Socket byName = sockets.createSocket(host, port);
        Socket byAddress = sockets.createSocket(LOOPBACK, port);
        Socket byNameFromLocal = sockets.createSocket(host, port, LOOPBACK, 0);
        Socket byAddressFromLocal = sockets.createSocket(LOOPBACK, port, LOOPBACK, 0);
        Socket notConnected = sockets.createSocket()) {
      assertThat(byName.getPort()).isEqualTo(port);
      assertThat(byAddress.getPort()).isEqualTo(port);
      assertThat(byNameFromLocal.getPort()).isEqualTo(port);
      assertThat(byNameFromLocal.getLocalAddress()).isEqualTo(LOOPBACK);
      assertThat(byAddressFromLocal.getPort()).isEqualTo(port);
      assertThat(byAddressFromLocal.getLocalAddress()).isEqualTo(LOOPBACK);
      assertThat(notConnected.isConnected()).isFalse();
    }
  }

  @Test
  void read_ofAnInterruptedThread_ends() throws Exception {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    try (Socket socket = sockets.createSocket(LOOPBACK, server.getLocalPort());
        Socket accepted = server.accept()) {
      Thread reader =
          new Thread(
              () -> {
                try {
                  read.complete(socket.getInputStream().read());
                } catch (IOException e) {
                  read.completeExceptionally(e);
                }
              });
      reader.start();

      reader.interrupt();

      assertThat(read.handle((count, e) -> e).get(20, TimeUnit.SECONDS))
          .isInstanceOf(IOException.class);
      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
  }
}
