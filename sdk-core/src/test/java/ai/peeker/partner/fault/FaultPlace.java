package ai.peeker.partner.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Somewhere for a client to fail: its address, and what is seen there. */
public final class FaultPlace implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int FILLS_ANY_QUEUE = 64;

  private final String baseUrl;
  private final List<Closeable> open = new ArrayList<>();
  private @Nullable FaultServer server;
  private @Nullable FaultServer elsewhere;
  private @Nullable OkHttpClient http;
  private Duration attemptTimeout = LONG;

  private FaultPlace(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  private static FaultPlace of(FaultServer server) {
    FaultPlace place = new FaultPlace(server.baseUrl());
    place.server = server;
    place.open.add(server);
    return place;
  }

  /** A server that treats every request alike. */
  public static FaultPlace serving(FaultServer.Fault fault) {
    return of(FaultServer.start(fault));
  }

  /** The same, for a client that does not wait long. */
  public static FaultPlace serving(FaultServer.Fault fault, Duration attemptTimeout) {
    FaultPlace place = serving(fault);
    place.attemptTimeout = attemptTimeout;
    return place;
  }

  /** A server that sends every request on to another server. */
  public static FaultPlace redirecting(int status) {
    FaultServer other = FaultServer.start(exchange -> exchange.carryOut().answer(200, "{}"));
    String headers = "Location: " + other.baseUrl() + "/me\r\n";
    FaultPlace place = serving(exchange -> exchange.take().answer(status, headers, new byte[0]));
    place.elsewhere = other;
    place.open.add(other);
    return place;
  }

  /** A port that nobody listens on, and that nobody else can get. */
  public static FaultPlace refusing() {
    try {
      Socket taken = new Socket();
      taken.bind(new InetSocketAddress(FaultServer.loopback(), 0));
      FaultPlace place = new FaultPlace("http://127.0.0.1:" + taken.getLocalPort());
      place.open.add(taken);
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A host name that does not resolve. */
  public static FaultPlace unknown() {
    FaultPlace place = new FaultPlace("https://partner.invalid");
    place.http =
        new OkHttpClient.Builder()
            .dns(
                name -> {
                  throw new UnknownHostException(name);
                })
            .build();
    return place;
  }

  /** A server whose queue of connections is full, so that further ones get no reply at all. */
  public static FaultPlace silent(Duration attemptTimeout) {
    try {
      ServerSocket listener = new ServerSocket(0, 1, FaultServer.loopback());
      FaultPlace place = new FaultPlace("http://127.0.0.1:" + listener.getLocalPort());
      place.attemptTimeout = attemptTimeout;
      place.open.add(listener);
      place.fill(listener);
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(ServerSocket listener) throws IOException {
    for (int i = 0; i < FILLS_ANY_QUEUE; i++) {
      Socket socket = new Socket();
      open.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) { // full
        return;
      }
    }
    throw new IOException("This machine accepts connections that nobody takes.");
  }

  public String baseUrl() {
    return baseUrl;
  }

  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  /** The OkHttp client that belongs to the fault; null for the SDK's own. */
  public @Nullable OkHttpClient http() {
    return http;
  }

  /** The requests that arrived. */
  public List<Exchange> exchanges() {
    return server == null ? List.of() : server.exchanges();
  }

  /** The requests that arrived where none should. */
  public List<Exchange> strays() {
    return elsewhere == null ? List.of() : elsewhere.exchanges();
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }
}
