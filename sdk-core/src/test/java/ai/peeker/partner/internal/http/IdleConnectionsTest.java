package ai.peeker.partner.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.peeker.partner.testkit.FakeTime;
import java.io.IOException;
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

    assertThatThrownBy(() -> idle.requireFresh(connection))
        .isInstanceOf(IdleConnections.StaleConnectionException.class);

    assertThat(connection.socket().isClosed()).isTrue();
  }

  @Test
  void connection_idleForFourSeconds_isUsed() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    idle.used(connection);
    time.passMillis(4_000);

    idle.requireFresh(connection);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_usedAgain_isFreshAgain() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    idle.used(connection);
    time.passMillis(3_000);
    idle.used(connection);
    time.passMillis(3_000);

    idle.requireFresh(connection);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_neverUsed_isFresh() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_1_1);
    time.passMillis(60_000);

    idle.requireFresh(connection);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_ofHttp2_isLeftToOtherCalls() throws IOException {
    Connection connection = new FakeConnection(Protocol.HTTP_2);
    idle.used(connection);
    time.passMillis(60_000);

    idle.requireFresh(connection);

    assertThat(connection.socket().isClosed()).isFalse();
  }

  @Test
  void connection_unknown_isIgnored() {
    assertThatCode(
            () -> {
              idle.used(null);
              idle.requireFresh(null);
            })
        .doesNotThrowAnyException();
  }
}
