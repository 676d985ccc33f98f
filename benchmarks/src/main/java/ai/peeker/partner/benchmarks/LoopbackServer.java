package ai.peeker.partner.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive HTTP/1.1 server on one thread that sends the same response to every request: cheap,
 * so that a benchmark measures the client, and with Nagle's algorithm off, so that it is prompt.
 *
 * <p>Run as a program, it serves in a separate process: it prints its port, then one line of {@link
 * #statistics()} for each line of its input, and ends with its input.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final long delayNanos;
  private final @Nullable Consumer<String> recorder;
  private final Deque<Due> due = new ArrayDeque<>();
  private final Thread thread = new Thread(this::serve, "loopback-server");
  private volatile boolean closed;
  private volatile int connections;
  private volatile int requests;
  private volatile int peakPending;

  private record Due(LoopbackConnection connection, long at) {}

  private LoopbackServer(Duration delay, @Nullable Consumer<String> recorder) throws IOException {
    this.delayNanos = delay.toNanos();
    this.recorder = recorder;
    this.selector = Selector.open();
    this.listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
  }

  /** Starts a server that responds immediately. */
  static LoopbackServer start() {
    return start(Duration.ZERO, null);
  }

  /**
   * Starts a server.
   *
   * @param delay between a request and its response
   * @param recorder receives each request as text, on the server's thread; null to record none
   */
  static LoopbackServer start(Duration delay, @Nullable Consumer<String> recorder) {
    try {
      LoopbackServer server = new LoopbackServer(delay, recorder);
      server.thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Serves until the input ends.
   *
   * @param arguments the delay in milliseconds
   * @throws IOException if the input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Duration delay = Duration.ofMillis(Long.parseLong(arguments[0]));
    try (LoopbackServer server = start(delay, null);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(server.port());
      while (input.readLine() != null) {
        System.out.println(server.statistics());
      }
    }
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** Returns the base URL to give to a client. */
  String baseUrl() {
    return baseUrl(port());
  }

  static String baseUrl(int port) {
    return "http://127.0.0.1:" + port + "/partner/v1";
  }

  /** Returns the number of connections that were accepted. */
  int connections() {
    return connections;
  }

  /** Returns the largest number of requests that waited for their response at one time. */
  int peakPending() {
    return peakPending;
  }

  String statistics() {
    return connections
        + " connections for "
        + requests
        + " requests, of which "
        + peakPending
        + " waited at the same time";
  }

  private void serve() {
    try (selector;
        listener) {
      while (!closed) {
        selector.select(this::ready, untilNextResponse());
        respondWhereDue();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) { // clients time out
      throw new UncheckedIOException(e);
    }
  }

  /** Returns milliseconds, rounded up; 0 waits for requests alone. */
  private long untilNextResponse() {
    Due next = due.peek();
    if (next == null) {
      return 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.at() - System.nanoTime()) + 1);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof LoopbackConnection connection) {
        read(connection);
      }
    } catch (IOException e) { // the client closed its connection
      key.cancel();
    }
  }

  // One thread alone writes the counters; others only read them.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    while (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new LoopbackConnection(channel));
      connections++;
      channel = listener.accept();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // likewise
  private void read(LoopbackConnection connection) throws IOException {
    if (!connection.readRequest(recorder)) {
      return;
    }
    requests++;
    if (delayNanos == 0) {
      connection.respond();
    } else {
      due.add(new Due(connection, System.nanoTime() + delayNanos));
      peakPending = Math.max(peakPending, due.size());
    }
  }

  private void respondWhereDue() {
    Due next = due.peek();
    while (next != null && next.at() - System.nanoTime() <= 0) {
      due.remove();
      try {
        next.connection().respond();
      } catch (IOException e) { // the client did not wait for it
        next.connection().close();
      }
      next = due.peek();
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
