package ai.peeker.partner.testing.internal.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the listening socket of the web server, and knows its connections, so that faults can
 * reset or refuse them.
 *
 * <p>Connections have {@code TCP_NODELAY} set. The server writes the headers and the body of a
 * response separately; with Nagle's algorithm the body would wait about 40 ms for the client's
 * delayed ACK.
 */
final class LoopbackSockets extends ServerSocketFactory {
  private final Set<LoopbackSocket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Listener listener;

  /** Makes the end of the connection that this thread serves a reset. */
  void resetCurrentOnClose() throws IOException {
    for (LoopbackSocket socket : open) {
      if (socket.isServedBy(Thread.currentThread())) {
        socket.setSoLinger(true, 0);
      }
    }
  }

  /** Closes all connections and stops listening, or listens again on the same port. */
  void refuseConnections(boolean refuse) throws IOException {
    Listener listening = listener;
    if (listening != null) {
      listening.refuse(refuse);
    }
    if (refuse) {
      for (LoopbackSocket socket : open) {
        socket.close();
      }
    }
  }

  void opened(LoopbackSocket socket) {
    open.add(socket);
  }

  void closed(LoopbackSocket socket) {
    open.remove(socket);
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    Listener created = new Listener(this);
    listener = created;
    return created;
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException("Use createServerSocket() and bind the socket");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    return createServerSocket(port);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    return createServerSocket(port);
  }
}
