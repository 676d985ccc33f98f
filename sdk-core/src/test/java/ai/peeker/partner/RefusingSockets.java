package ai.peeker.partner;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Sockets of which one is refused, as by a server that is just being started again. */
final class RefusingSockets extends SocketFactory {
  private final AtomicInteger connections = new AtomicInteger();
  private final int refused;

  private RefusingSockets(int refused) {
    this.refused = refused;
  }

  /**
   * A client that makes a connection for each attempt, and is refused at the one with this number.
   */
  static OkHttpClient clientRefusedAt(int number) {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
        .socketFactory(new RefusingSockets(number))
        .build();
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (connections.incrementAndGet() == refused) {
          throw new ConnectException("refused");
        }
        super.connect(endpoint, timeout);
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("Not needed here: sockets are connected later.");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket("", port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket("", port);
  }
}
