package ai.peeker.partner.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1, with or without TLS. */
final class Http1Connection extends Connection {
  private static final String LENGTH = "content-length:";
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private String head = "";

  Http1Connection(Socket raw, Socket socket) throws IOException {
    super(raw, socket);
  }

  @Override
  @Nullable Exchange next() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int ended = 0; ended < HEAD_END.length; ) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      read.write(next);
      ended = next == HEAD_END[ended] ? ended + 1 : next == HEAD_END[0] ? 1 : 0;
    }
    head = read.toString(StandardCharsets.US_ASCII);
    return new Exchange(this, head.substring(0, head.indexOf(" HTTP/")));
  }

  @Override
  byte[] body(int atMost) throws IOException {
    int length =
        head.lines()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith(LENGTH))
            .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
            .findFirst()
            .orElse(0);
    return in.readNBytes(Math.min(atMost, length));
  }

  @Override
  void head(int status, String headers, int length) throws IOException {
    String text =
        "HTTP/1.1 " + status + " -\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  void data(byte[] bytes, boolean isLast) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  boolean hasClientStopped() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) { // still there, and waiting
      return false;
    }
  }

  @Override
  void refuse() {
    throw new UnsupportedOperationException("HTTP/1.1 has no refused streams");
  }

  @Override
  void goAway(boolean processed) {
    throw new UnsupportedOperationException("HTTP/1.1 has no GOAWAY");
  }
}
