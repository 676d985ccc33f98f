package ai.peeker.partner.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import okhttp3.internal.http2.Header;
import okhttp3.internal.http2.Hpack;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** HTTP/2, as far as one exchange at a time needs it. */
final class Http2Connection extends Connection {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int REFUSED_STREAM = 7;
  private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int FIRST_WINDOW = 65_535;
  private static final int LARGEST_FRAME = 16_384;
  private static final int LARGEST_RESPONSE =
      5 * 1024 * 1024; // more than is read of an error, within the client's window

  private final DataInputStream frames;
  private final DataOutputStream out;
  private final Buffer headerBlocks = new Buffer();
  private final Hpack.Reader hpack = new Hpack.Reader(headerBlocks, 4096, 4096);
  private int stream;
  private boolean requestEnded;
  private boolean stopped;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Frame(int type, int flags, int stream, byte[] payload) {}

  Http2Connection(Socket raw, Socket socket) throws IOException {
    super(raw, socket);
    frames = new DataInputStream(in);
    out = new DataOutputStream(socket.getOutputStream());
    frames.readFully(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length()]);
    ByteBuffer settings = ByteBuffer.allocate(6);
    write(
        SETTINGS,
        0,
        0,
        settings.putShort((short) INITIAL_WINDOW_SIZE).putInt(LARGEST_WINDOW).array());
    write(WINDOW_UPDATE, 0, 0, number(LARGEST_WINDOW - FIRST_WINDOW));
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private void write(int type, int flags, int ofStream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(ofStream).put(payload);
    out.write(frame.array());
    out.flush();
  }

  /** Reads a frame, and does what any server does with it. */
  private Frame read() throws IOException {
    int lengthAndType = frames.readInt();
    int flags = frames.readUnsignedByte();
    int ofStream = frames.readInt();
    byte[] payload = new byte[lengthAndType >>> 8];
    frames.readFully(payload);
    Frame frame = new Frame(lengthAndType & 0xff, flags, ofStream, payload);
    if ((frame.type() == SETTINGS || frame.type() == PING) && (flags & ACK) == 0) {
      write(frame.type(), ACK, 0, frame.type() == PING ? payload : new byte[0]);
    }
    if (frame.stream() == stream && stream != 0) {
      requestEnded |= frame.type() == DATA && (flags & END_STREAM) != 0;
      stopped |= frame.type() == RST_STREAM;
    }
    return frame;
  }

  @Override
  @Nullable Exchange next() throws IOException {
    Frame frame;
    do {
      try {
        frame = read();
      } catch (EOFException e) {
        return null;
      }
    } while (frame.type() != HEADERS);
    stream = frame.stream();
    requestEnded = (frame.flags() & END_STREAM) != 0;
    stopped = false;
    headerBlocks.write(frame.payload());
    hpack.readHeaders();
    String method = "";
    String path = "";
    for (Header header : hpack.getAndResetHeaderList()) {
      method = header.name.utf8().equals(":method") ? header.value.utf8() : method;
      path = header.name.utf8().equals(":path") ? header.value.utf8() : path;
    }
    return new Exchange(this, method + " " + path);
  }

  @Override
  byte[] body(int atMost) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (!requestEnded && !stopped && body.size() < atMost) {
      Frame frame = read();
      if (frame.type() == DATA && frame.stream() == stream) {
        body.write(frame.payload());
      }
    }
    return Arrays.copyOf(body.toByteArray(), Math.min(atMost, body.size()));
  }

  @Override
  void head(int status, String headers, int length) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, ":status", String.valueOf(status));
    headers
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              literal(
                  block,
                  line.substring(0, colon).toLowerCase(Locale.ROOT),
                  line.substring(colon + 1).strip());
            });
    literal(block, "content-length", String.valueOf(length));
    write(HEADERS, END_HEADERS, stream, block.toByteArray());
  }

  /** Without indexing or Huffman code: RFC 7541, 6.2.2; shorter than 127 bytes. */
  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    for (String part : new String[] {name, value}) {
      block.write(part.length());
      block.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  void data(byte[] bytes, boolean isLast) throws IOException {
    int length = Math.min(bytes.length, LARGEST_RESPONSE);
    int sent = 0;
    do {
      int end = Math.min(length, sent + LARGEST_FRAME);
      boolean ends = isLast && end == bytes.length;
      write(DATA, ends ? END_STREAM : 0, stream, Arrays.copyOfRange(bytes, sent, end));
      sent = end;
    } while (sent < length);
  }

  @Override
  boolean hasClientStopped() throws IOException {
    try {
      Frame unused = read();
      return stopped;
    } catch (SocketTimeoutException e) { // still there, and waiting
      return false;
    }
  }

  @Override
  void refuse() throws IOException {
    write(RST_STREAM, 0, stream, number(REFUSED_STREAM));
  }

  @Override
  void goAway(boolean processed) throws IOException {
    int last = processed ? stream : stream - 2;
    ByteBuffer payload = ByteBuffer.allocate(8).putInt(Math.max(0, last)).putInt(0);
    write(GOAWAY, 0, 0, payload.array());
  }

  @Override
  void closeIdle() throws IOException {
    super.closeIdle();
    awaitClose(); // the client has a thread that notices
  }
}
