package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
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
  private final Map<Connection, Long> lastUsed = new WeakHashMap<>();

  IdleConnections(Duration maxIdle, TimeSource time) {
    this.maxIdle = maxIdle;
    this.time = time;
  }

  /** Closes a connection that was idle for too long, and says so; it was not written to. */
  void requireFresh(@Nullable Connection connection) throws IOException {
    if (connection != null && isStale(connection)) {
      connection.socket().close();
      throw new StaleConnectionException();
    }
  }

  private boolean isStale(Connection connection) {
    if (connection.protocol() != Protocol.HTTP_1_1) { // others have streams of other calls
      return false;
    }
    synchronized (lastUsed) {
      Long used = lastUsed.get(connection);
      return used != null && time.nanos() - used > maxIdle.toNanos();
    }
  }

  void used(@Nullable Connection connection) {
    if (connection != null) {
      synchronized (lastUsed) {
        lastUsed.put(connection, time.nanos());
      }
    }
  }

  /** Signals that a connection is not used because it was idle for too long. */
  static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException() {
      super("the connection was idle for too long");
    }
  }
}
