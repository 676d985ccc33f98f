package ai.peeker.partner.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request as it stands on the socket, and the means to treat it well or badly. */
public final class Exchange {
  private static final String LENGTH = "content-length:";
  private static final int PACE_MILLIS = 20;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final InputStream in;
  private final String head;
  private volatile byte[] body = {};
  private volatile boolean carriedOut;

  private Exchange(Socket socket, InputStream in, String head) {
    this.socket = socket;
    this.in = in;
    this.head = head;
  }

  /** Waits for the head of a request; null if the client hangs up instead. */
  static @Nullable Exchange next(Socket socket, InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int ended = 0; ended < HEAD_END.length; ) {
      int read = in.read();
      if (read < 0) {
        return null;
      }
      head.write(read);
      ended = read == HEAD_END[ended] ? ended + 1 : read == HEAD_END[0] ? 1 : 0;
    }
    return new Exchange(socket, in, head.toString(StandardCharsets.US_ASCII));
  }

  /** Such as {@code POST /partner/v1/orders}. */
  public String target() {
    return head.substring(0, head.indexOf(" HTTP/"));
  }

  /** What arrived of the body so far. */
  public byte[] body() {
    return body.clone();
  }

  /** Whether the server did what was asked. */
  public boolean carriedOut() {
    return carriedOut;
  }

  private int length() {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(LENGTH))
        .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Takes the whole body. */
  public Exchange take() throws IOException {
    return take(Integer.MAX_VALUE);
  }

  /** Takes the beginning of the body. */
  public Exchange take(int atMost) throws IOException {
    body = in.readNBytes(Math.min(atMost, length()));
    return this;
  }

  /** Takes the whole body and does what it asks for: from here on it counts. */
  public Exchange carryOut() throws IOException {
    take();
    carriedOut = true;
    return this;
  }

  /** Answers; each header ends with {@code \r\n}. */
  public void answer(int status, String headers, byte[] answer) throws IOException {
    head(status, headers, answer.length);
    socket.getOutputStream().write(answer);
  }

  /** Answers in JSON. */
  public void answer(int status, String json) throws IOException {
    String type = "Content-Type: application/json\r\n";
    answer(status, type, json.getBytes(StandardCharsets.UTF_8));
  }

  private void head(int status, String headers, int length) throws IOException {
    String text =
        "HTTP/1.1 " + status + " -\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Promises a JSON answer, sends half of it and hangs up. */
  public void answerHalf(String json) throws IOException {
    byte[] whole = json.getBytes(StandardCharsets.UTF_8);
    head(200, "Content-Type: application/json\r\n", whole.length);
    socket.getOutputStream().write(whole, 0, whole.length / 2);
    hangUp();
  }

  /** Sends a JSON answer so slowly that nobody waits for its end. */
  public void drip(String json) throws IOException {
    byte[] whole = json.getBytes(StandardCharsets.UTF_8);
    head(200, "Content-Type: application/json\r\n", 1000 * whole.length);
    socket.setSoTimeout(PACE_MILLIS);
    for (int sent = 0; !hungUp(); sent++) {
      socket.getOutputStream().write(whole[sent % whole.length]);
    }
  }

  private boolean hungUp() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) { // still there, and waiting
      return false;
    }
  }

  /** Ends the connection in an orderly way. */
  public void hangUp() throws IOException {
    socket.close();
  }

  /** Breaks the connection: the client sees "connection reset". */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
