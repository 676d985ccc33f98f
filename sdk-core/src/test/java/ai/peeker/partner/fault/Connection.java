package ai.peeker.partner.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection. It carries one exchange at a time. */
abstract class Connection {
  private static final int SOON_MILLIS = 5_000;

  final InputStream in;
  final Socket socket;
  private final Socket raw;
  private boolean silent;

  /**
   * Creates the end of a connection.
   *
   * @param raw the socket that can be reset
   * @param socket the same, or the TLS socket over it
   */
  Connection(Socket raw, Socket socket) throws IOException {
    this.raw = raw;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Waits for the head of a request; null if the client hangs up instead. */
  abstract @Nullable Exchange next() throws IOException;

  /** Reads the body, or its beginning. */
  abstract byte[] body(int atMost) throws IOException;

  /**
   * Sends the head of a response.
   *
   * @param headers each ends with {@code \r\n}
   */
  abstract void head(int status, String headers, int length) throws IOException;

  /** Sends a part of the response's body. */
  abstract void data(byte[] bytes, boolean isLast) throws IOException;

  /** Returns whether the client gave the exchange up. */
  abstract boolean hasClientStopped() throws IOException;

  /** Rejects the request without processing it, if the protocol can say so. */
  abstract void refuse() throws IOException;

  /**
   * Announces the end of the connection.
   *
   * @param processed whether the request is processed
   */
  abstract void goAway(boolean processed) throws IOException;

  /** Lets the path fall silent: nothing that arrives is read. */
  void fallSilent() {
    silent = true;
  }

  boolean isSilent() {
    return silent;
  }

  void hangUp() throws IOException {
    socket.close();
  }

  void reset() throws IOException {
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /** Closes the server's side, as a server does with an idle connection. */
  void closeIdle() throws IOException {
    socket.shutdownOutput();
  }

  /** Returns whether the server closed its side. */
  boolean isHalfClosed() {
    return socket.isOutputShutdown();
  }

  /** Waits until the client closed its side, too. */
  void awaitClose() throws IOException {
    socket.setSoTimeout(SOON_MILLIS);
    try {
      while (in.read() >= 0) {
        // frames that say goodbye
      }
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("The client keeps the connection.", e);
    } catch (IOException e) {
      return; // reset
    }
  }
}
