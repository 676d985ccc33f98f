package ai.peeker.partner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on loopback that holds every request until the test answers it, and notices when the
 * client closes the connection.
 */
final class HeldServer implements AfterEachCallback, AutoCloseable {
  static final String ACCOUNT =
      "{\"data\":{\"api_key\":{\"environment\":\"test\",\"permission_preset\":\"full\"},"
          + "\"partner\":{\"id\":\"org_01HZX0OG1A2B3C4D5E6F7G8H\",\"name\":\"Acme Resellers\"}}}";

  private final ServerSocket socket;
  private final BlockingQueue<Held> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  HeldServer() {
    try {
      socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(null, task, "held-server", 128 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        start(() -> serve(connection));
      }
    } catch (IOException e) { // the server was closed
      requests.clear();
    }
  }

  private void serve(Socket connection) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        byte[] body = in.readNBytes(length(head));
        requests.add(new Held(head + new String(body, StandardCharsets.UTF_8), connection, closed));
      }
    } catch (IOException e) { // reset, which is as good
      closed.complete(null);
    }
    closed.complete(null);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
        return head.toString();
      }
    }
    return "";
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    return at < 0
        ? 0
        : Integer.parseInt(
            lower.substring(at + "content-length:".length(), lower.indexOf('\r', at)).strip());
  }

  String baseUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/partner/v1";
  }

  /** The next request, awaited. */
  Held next() throws InterruptedException {
    Held next = requests.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  /** How many requests came that nobody has taken. */
  int waiting() {
    return requests.size();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** A request whose answer is awaited. */
  record Held(String text, Socket connection, CompletableFuture<Void> closed) {
    void answer(int status, String headers, String json) {
      String answer =
          "HTTP/1.1 "
              + status
              + " X\r\nContent-Type: application/json\r\n"
              + headers
              + "Content-Length: "
              + json.length()
              + "\r\n\r\n"
              + json;
      try {
        OutputStream out = connection.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void answerAccount() {
      answer(200, "", ACCOUNT);
    }

    /** Waits until the client has closed the connection. */
    void awaitClose() throws Exception {
      closed.get(20, TimeUnit.SECONDS);
    }
  }
}
