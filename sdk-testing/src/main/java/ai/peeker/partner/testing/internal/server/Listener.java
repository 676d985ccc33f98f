package ai.peeker.partner.testing.internal.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A listening socket that can stop listening and listen again on the same port. */
final class Listener extends ServerSocket {
  private final LoopbackSockets sockets;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ServerSocket open;
  private @Nullable SocketAddress address;
  private int queue;
  private boolean accepting;
  private boolean closed;

  Listener(LoopbackSockets sockets) throws IOException {
    this.sockets = sockets;
  }

  @Override
  public void bind(SocketAddress endpoint, int backlog) throws IOException {
    lock.lock();
    try {
      queue = backlog;
      open = listen(endpoint);
      address = open.getLocalSocketAddress();
    } finally {
      lock.unlock();
    }
  }

  private ServerSocket listen(SocketAddress endpoint) throws IOException {
    ServerSocket socket = new Acceptor();
    socket.setReuseAddress(true);
    socket.bind(endpoint, queue);
    return socket;
  }

  @Override
  public int getLocalPort() {
    lock.lock();
    try {
      return open == null ? -1 : open.getLocalPort();
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening, or listens again. */
  void refuse(boolean refuse) throws IOException {
    lock.lock();
    try {
      if (refuse && open != null) {
        open.close();
        open = null;
        // Until the call of accept has ended, the operating system goes on listening.
        while (accepting) {
          changed.awaitUninterruptibly();
        }
      } else if (!refuse && open == null && address != null && !closed) {
        open = listen(address);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Socket accept() throws IOException {
    while (true) {
      ServerSocket listening = awaitOpen();
      try {
        Socket accepted = listening.accept();
        if (isCurrent(listening)) {
          return accepted;
        }
        accepted.close();
      } catch (SocketException e) {
        if (isCurrent(listening)) {
          throw e;
        }
      } finally {
        endAccepting();
      }
    }
  }

  private ServerSocket awaitOpen() throws SocketException {
    lock.lock();
    try {
      while (open == null && !closed) {
        changed.awaitUninterruptibly();
      }
      if (open == null) {
        throw new SocketException("Socket closed");
      }
      accepting = true;
      return open;
    } finally {
      lock.unlock();
    }
  }

  private void endAccepting() {
    lock.lock();
    try {
      accepting = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isCurrent(ServerSocket listening) {
    lock.lock();
    try {
      return closed || open == listening;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      if (open != null) {
        open.close();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    super.close();
  }

  /** Accepts connections as {@link LoopbackSocket}. */
  private final class Acceptor extends ServerSocket {
    private Acceptor() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      LoopbackSocket socket = new LoopbackSocket(sockets);
      implAccept(socket);
      socket.setTcpNoDelay(true);
      sockets.opened(socket);
      return socket;
    }
  }
}
