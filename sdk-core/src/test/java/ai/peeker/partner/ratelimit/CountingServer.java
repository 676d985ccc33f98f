package ai.peeker.partner.ratelimit;

import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that counts each request at a random moment of its exchange, by one clock for all
 * processes. A request is a number; the response is that number and for how many ms to pause.
 */
final class CountingServer implements AutoCloseable {
  private final TimeSource time = new SystemTimeSource();
  private final double longestExchange; // in ns
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Arrival> arrivals = new ArrayList<>();
  private final AtomicLong pauseMillis = new AtomicLong(); // of the next response
  private volatile long pausedAt;

  /** When a request of a process was counted. */
  record Arrival(int process, long at) {}

  CountingServer(Duration longestExchange) throws IOException {
    this.longestExchange = longestExchange.toNanos();
    start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Rejects the next request with 429. */
  void rejectNext(Duration pause) {
    pauseMillis.set(pause.toMillis());
  }

  /** Returns when the request was rejected. */
  long pausedAt() {
    return pausedAt;
  }

  /** Waits for the arrivals of a process. */
  synchronized void await(int process, int count) throws InterruptedException {
    while (of(process) < count) {
      wait();
    }
  }

  /** Waits for the arrivals of all processes. */
  synchronized List<Arrival> await(int count) throws InterruptedException {
    while (arrivals.size() < count) {
      wait();
    }
    return List.copyOf(arrivals);
  }

  synchronized int count() {
    return arrivals.size();
  }

  private long of(int process) {
    return arrivals.stream().filter(arrival -> arrival.process() == process).count();
  }

  private synchronized void count(int process) {
    arrivals.add(new Arrival(process, time.nanos()));
    notifyAll();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "counting-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection) {
    try (connection) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      int process = in.readInt();
      while (true) {
        exchange(process, in.readInt(), out);
      }
    } catch (EOFException e) {
      // the process ended
    } catch (IOException e) {
      // it was killed
    }
  }

  private void exchange(int process, int request, DataOutputStream out) {
    double length = time.random() * longestExchange;
    time.schedule(Duration.ofNanos((long) (time.random() * length)), () -> count(process));
    time.schedule(Duration.ofNanos((long) length), () -> respond(request, out));
  }

  private void respond(int request, DataOutputStream out) {
    long pause = pauseMillis.getAndSet(0);
    if (pause > 0) {
      pausedAt = time.nanos();
    }
    try {
      out.writeInt(request);
      out.writeInt((int) pause);
    } catch (IOException e) {
      // the process was killed
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
