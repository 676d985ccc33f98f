package ai.peeker.partner.testing.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Hands requests on to a server on loopback, and keeps the answers to itself. */
final class SilentProxy implements Closeable {
  private final URI target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();

  private SilentProxy(URI target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  static SilentProxy to(URI target) {
    try {
      SilentProxy proxy =
          new SilentProxy(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      inBackground(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of the server, by way of this. */
  String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort() + target.getPath();
  }

  /** Completed when the server has answered for the first time. */
  CompletableFuture<Void> answered() {
    return answered;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        sockets.add(client);
        sockets.add(server);
        inBackground(() -> requests(client, server));
        inBackground(() -> answers(server));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void requests(Socket client, Socket server) {
    try (client;
        server;
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      return; // the client was killed
    }
  }

  private void answers(Socket server) {
    try {
      if (server.getInputStream().read() >= 0) {
        answered.complete(null);
      }
    } catch (IOException e) {
      answered.completeExceptionally(e);
    }
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "silent-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
