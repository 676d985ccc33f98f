package ai.peeker.partner.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that goes wrong as it is told, below HTTP if need be, and counts what it
 * sees. Safe for use by several threads.
 */
public final class FaultServer implements Closeable {
  /** What the server's threads are called. */
  public static final String THREADS = "fault-server";

  private static final long SOON_MILLIS = 10_000;
  private static final int SMALL = 16 * 1024; // so that a long body cannot leave at once

  private final Fault fault;
  private final Wire wire;
  private final ServerSocket listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Set<Connection> served = ConcurrentHashMap.newKeySet();

  /** How a request is treated. */
  @FunctionalInterface
  public interface Fault {
    void meet(Exchange exchange) throws IOException;
  }

  private FaultServer(Wire wire, Fault fault, ServerSocket listener) {
    this.wire = wire;
    this.fault = fault;
    this.listener = listener;
  }

  /** Starts one on a free port that treats every request alike. */
  public static FaultServer start(Fault fault) {
    return start(Wire.HTTP_1_1, fault);
  }

  /** The same, with a protocol. */
  public static FaultServer start(Wire wire, Fault fault) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReceiveBufferSize(SMALL);
      listener.bind(new InetSocketAddress(loopback(), 0));
      FaultServer server = new FaultServer(wire, fault, listener);
      inBackground(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
  }

  static void inBackground(Runnable task) {
    Thread thread = new Thread(task, THREADS);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens, with the path of the API. */
  public String baseUrl() {
    return baseUrl("127.0.0.1");
  }

  /** The same, by a name of this machine. */
  String baseUrl(String host) {
    return wire.baseUrl(host, listener.getLocalPort());
  }

  /**
   * Every request whose head arrived, in order. A client that finds a connection closed does not
   * wait for the server to read what it sent there, so this does.
   */
  public List<Exchange> exchanges() {
    try {
      await(() -> served.stream().noneMatch(Connection::isHalfClosed), SOON_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return List.copyOf(exchanges);
    }
  }

  /** Waits until no client is connected any more; false if one still is. */
  public boolean awaitNoConnection(long millis) throws InterruptedException {
    return await(connections::isEmpty, millis);
  }

  private synchronized boolean await(BooleanSupplier condition, long millis)
      throws InterruptedException {
    for (long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        !condition.getAsBoolean() && System.nanoTime() < end; ) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
    return condition.getAsBoolean();
  }

  private synchronized void forget(Socket socket, @Nullable Connection connection) {
    connections.remove(socket);
    if (connection != null) {
      served.remove(connection);
    }
    notifyAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true); // else a body waits 40 ms for the acknowledgment of its head
        connections.add(socket);
        inBackground(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    Connection connection = null;
    try (socket) {
      connection = wire.accept(socket);
      served.add(connection);
      for (Exchange next = connection.next(); next != null; next = connection.next()) {
        synchronized (this) {
          exchanges.add(next);
        }
        fault.meet(next);
        if (connection.isSilent()) {
          closed.await();
        }
      }
    } catch (IOException e) {
      return; // one of the two hung up, as most faults mean to
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      forget(socket, connection);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
