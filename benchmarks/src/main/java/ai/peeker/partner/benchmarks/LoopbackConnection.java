package ai.peeker.partner.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of the {@link LoopbackServer}. It allocates nothing for a request. */
final class LoopbackConnection {
  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final byte[] LENGTH = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int NOT_FOUND = -1;

  private final SocketChannel channel;
  private final ByteBuffer request = ByteBuffer.allocate(LARGEST_REQUEST);
  private final ByteBuffer response = ByteBuffer.wrap(OrderResponse.http());

  LoopbackConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads the bytes that have arrived.
   *
   * @param recorder receives the request when it is complete
   * @return whether it is complete
   */
  boolean readRequest(@Nullable Consumer<String> recorder) throws IOException {
    if (channel.read(request) < 0) {
      channel.close();
      throw new EOFException();
    }
    if (!isComplete()) {
      return false;
    }
    if (recorder != null) {
      recorder.accept(new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
    }
    request.clear();
    return true;
  }

  private boolean isComplete() {
    byte[] bytes = request.array();
    int end = request.position();
    int body = startOfBody(bytes, end);
    return body != NOT_FOUND && end >= body + contentLength(bytes, body);
  }

  private static int startOfBody(byte[] bytes, int end) {
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return NOT_FOUND;
  }

  private static int contentLength(byte[] bytes, int end) {
    for (int i = 0; i < end - LENGTH.length; i++) {
      if (bytes[i] == '\n' && isLengthAt(bytes, i)) {
        return number(bytes, i + LENGTH.length);
      }
    }
    return 0;
  }

  private static boolean isLengthAt(byte[] bytes, int from) {
    for (int i = 1; i < LENGTH.length; i++) {
      if (Character.toLowerCase(bytes[from + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from) {
    int number = 0;
    for (int i = from; bytes[i] != '\r'; i++) {
      number = bytes[i] == ' ' ? number : 10 * number + bytes[i] - '0';
    }
    return number;
  }

  /** Sends the response, in one write unless the client does not read. */
  void respond() throws IOException {
    response.rewind();
    while (response.hasRemaining()) {
      channel.write(response);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
