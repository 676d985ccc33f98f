package ai.peeker.partner.testing.internal.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection that its {@link LoopbackSockets} know. */
final class LoopbackSocket extends Socket {
  private final LoopbackSockets sockets;

  LoopbackSocket(LoopbackSockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        sockets.serving(LoopbackSocket.this);
        return super.read(bytes, from, length);
      }
    };
  }

  @Override
  public void close() throws IOException {
    sockets.closed(this);
    super.close();
  }
}
