package ai.peeker.partner.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
  private final FakeTime time = new FakeTime();
  private final IdleConnections idle = new IdleConnections(Duration.ofSeconds(4), time);

  /** A connection without a server. */
  private record FakeConnection(Protocol protocol, Socket socket) implements Connection {
    FakeConnection(Protocol protocol) {
      this(protocol, new Socket());
    }

    @Override
    public Route route() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Handshake handshake() {
      return null;
    }
  }

  @Test
  void connection_idleForTooLong_isClosed() {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    idle.used(connection);
    time.pass(Duration.ofSeconds(4).plusNanos(1));

    assertThatThrownBy(() -> idle.requireFresh(connection, RetrySafety.ALWAYS))
        .isInstanceOf(IdleConnections.StaleConnectionException.class);

    assertThat(connection.socket().isClosed()).isTrue();
  }

  @Test
  void connection_idleForFourSeconds_isUsed() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    idle.used(connection);
    time.passMillis(4_000);

    idle.requireFresh(connection, RetrySafety.ALWAYS);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_usedAgain_isFreshAgain() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    idle.used(connection);
    time.passMillis(3_000);
    idle.used(connection);
    time.passMillis(3_000);

    idle.requireFresh(connection, RetrySafety.ALWAYS);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_neverUsed_isFresh() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    time.passMillis(60_000);

    idle.requireFresh(connection, RetrySafety.ALWAYS);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_ofHttp2_isLeftToOtherCalls() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_2);
    idle.used(connection);
    time.passMillis(60_000);

    idle.requireFresh(connection, RetrySafety.ALWAYS);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_unknown_isIgnored() {
    assertThatCode(
            () -> {
              idle.used(null);
              idle.requireFresh(null, RetrySafety.ALWAYS);
            })
        .doesNotThrowAnyException();
  }

  // ---- what the server sent to an idle connection

  /** A connection to a server that does something to it before the next request. */
  private boolean isFresh(RetrySafety safety, ServerAction action) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Connection connection = new FakeConnection(Protocol.HTTP_1_1, socket);
      socket.setSoTimeout(77);
      idle.used(connection);
      action.perform(accepted);
      try {
        idle.requireFresh(connection, safety);
      } catch (IdleConnections.StaleConnectionException e) {
        assertThat(socket.isClosed()).isTrue();
        return false;
      }
      assertThat(socket.getSoTimeout()).isEqualTo(77);
      return true;
    }
  }

  private interface ServerAction {
    void perform(Socket socket) throws IOException;
  }

  @Test
  void connection_closedByTheServer_isNotUsedForRequestsThatMustNotBeRepeated() throws IOException {
    RetrySafety safety = RetrySafety.NEVER;
    assertThat(isFresh(safety, Socket::close)).isFalse();
    assertThat(isFresh(safety, Socket::shutdownOutput)).isFalse();
    assertThat(isFresh(safety, IdleConnectionsTest::reset)).isFalse();
    assertThat(isFresh(safety, socket -> socket.getOutputStream().write("HTTP".getBytes(UTF_8))))
        .isFalse();
    assertThat(isFresh(safety, socket -> {})).isTrue();
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void connection_closedByTheServer_isNotExaminedForRequestsThatMayBeRepeated() throws IOException {
    assertThat(isFresh(RetrySafety.ALWAYS, Socket::close)).isTrue();
  }
}
