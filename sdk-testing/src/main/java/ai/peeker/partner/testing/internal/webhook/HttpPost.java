package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.check.Durations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One POST on a connection of its own. Unlike an HTTP client it sends any header, never sends twice
 * and leaves neither a thread nor a connection.
 */
final class HttpPost {
  private static final int MAX_HEAD = 65_536;
  private static final int QUOTED = 40;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)(?: .*)?");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \\t]*(\\d{1,9})[ \\t]*$");

  private final Message message;
  private final URI url;
  private final Duration timeout;
  private final long deadline;
  private final byte[] buffer = new byte[8_192];
  private int position;
  private int limit;

  HttpPost(Message message, Duration timeout) {
    this.message = message;
    this.url = Objects.requireNonNull(message.url(), "url");
    this.timeout = timeout;
    this.deadline = System.nanoTime() + Durations.nanos(timeout);
  }

  /**
   * Sends the message and reads the response.
   *
   * @param opened receives the connection, so that it can be closed early
   */
  Outcome send(Consumer<Socket> opened) {
    try (Socket socket = connect()) {
      opened.accept(socket);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request());
      return response(socket);
    } catch (SocketTimeoutException e) {
      return Outcome.failed("no response within " + timeout);
    } catch (IOException e) {
      return Outcome.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Connects to the first address that accepts: localhost may have one of IPv4 and one of IPv6. */
  private Socket connect() throws IOException {
    IOException failure = new IOException("no address of " + url.getHost());
    for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
      Socket socket = new Socket();
      try {
        socket.connect(
            new InetSocketAddress(address, url.getPort() < 0 ? 80 : url.getPort()), remaining());
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private byte[] request() {
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
    head.append("Host: ").append(url.getRawAuthority()).append("\r\nConnection: close\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    message
        .headers()
        .forEach((name, values) -> values.forEach(value -> appendHeader(head, name, value)));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static void appendHeader(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private Outcome response(Socket socket) throws IOException {
    while (true) {
      String head = head(socket);
      Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
      if (!status.matches()) {
        String start = head.substring(0, Math.min(head.length(), QUOTED));
        return Outcome.failed("the response is not HTTP/1.1: \"" + start + "\"");
      }
      int code = Integer.parseInt(status.group(1));
      if (code >= 200) {
        skipBody(socket, head);
        return Outcome.responded(code);
      }
    }
  }

  /** Reads up to the empty line, or to the first line if that is not of HTTP. */
  private String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
      int next = read(socket);
      if (next < 0 && head.length() == 0) {
        throw new IOException("the connection was closed without a response");
      }
      if (next < 0) {
        return STATUS.matcher(head).lookingAt() ? incomplete() : head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String incomplete() throws IOException {
    throw new IOException("the connection was closed within the headers of the response");
  }

  /** Reads the body, so that the receiver does not see its connection reset; it is not needed. */
  private void skipBody(Socket socket, String head) {
    Matcher length = LENGTH.matcher(head);
    int expected = length.find() ? Integer.parseInt(length.group(1)) : Integer.MAX_VALUE;
    try {
      for (int i = 0; i < expected && read(socket) >= 0; i++) {
        // skipped
      }
    } catch (IOException e) {
      return; // the status is known
    }
  }

  private int read(Socket socket) throws IOException {
    if (position == limit) {
      socket.setSoTimeout(remaining());
      limit = socket.getInputStream().read(buffer);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    return buffer[position++] & 0xff;
  }

  private int remaining() throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
