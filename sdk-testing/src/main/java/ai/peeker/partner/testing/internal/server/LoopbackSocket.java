package ai.peeker.partner.testing.internal.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A connection that its {@link LoopbackSockets} know. */
final class LoopbackSocket extends Socket {
  private final LoopbackSockets sockets;
  private volatile @Nullable Thread reader;

  LoopbackSocket(LoopbackSockets sockets) {
    this.sockets = sockets;
  }

  /** Returns whether this thread has read from the connection last. */
  boolean isServedBy(Thread thread) {
    return thread.equals(reader);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        reader = Thread.currentThread();
        return super.read(bytes, from, length);
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    sockets.closed(this);
    super.close();
  }
}
