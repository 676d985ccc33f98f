package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.RetrySafety;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each connection was last used. Some servers close a connection that is idle for 5
 * s; a request that meets the close is lost without a trace of whether it arrived.
 */
final class IdleConnections {
  private final Duration maxIdle;
  private final TimeSource time;
  private final Map<Connection, Long> lastUsed = Collections.synchronizedMap(new WeakHashMap<>());

  IdleConnections(Duration maxIdle, TimeSource time) {
    this.maxIdle = maxIdle;
    this.time = time;
  }

  /**
   * Closes a connection that was idle for too long, or that the server closed in the meantime, and
   * says so; it was not written to. The second question takes a millisecond, and is asked if a lost
   * request cannot be repeated.
   */
  void requireFresh(@Nullable Connection connection, RetrySafety safety) throws IOException {
    // others have streams of other calls, and a thread that notices the close
    if (connection == null || connection.protocol() != Protocol.HTTP_1_1) {
      return;
    }
    Long used = lastUsed.get(connection);
    if (used == null) {
      return;
    }
    long idle = time.nanos() - used;
    if (idle > maxIdle.toNanos()
        || (safety == RetrySafety.NEVER && isClosed(connection.socket()))) {
      connection.socket().close();
      throw new StaleConnectionException();
    }
  }

  /** Reads what the server sent without being asked: usually nothing, or the end. */
  private static boolean isClosed(Socket socket) {
    try {
      int timeout = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        int unused = socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(timeout);
      }
    } catch (IOException e) {
      return true;
    }
  }

  void used(@Nullable Connection connection) {
    if (connection != null) {
      lastUsed.put(connection, time.nanos());
    }
  }

  /** Signals that a connection is not used because it may be, or is, closed. */
  static final class StaleConnectionException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
      super("the connection was idle for too long, or closed");
    }
  }
}
