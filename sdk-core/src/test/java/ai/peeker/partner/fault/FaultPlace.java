package ai.peeker.partner.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
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
  private @Nullable CountDownLatch warm;
  private List<String> hosts = List.of();
  private Duration attemptTimeout = LONG;

  private FaultPlace(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** A server that treats every request alike. */
  public static FaultPlace serving(Wire wire, FaultServer.Fault fault) {
    FaultServer server = FaultServer.start(wire, fault);
    FaultPlace place = new FaultPlace(server.baseUrl());
    place.http = wire.client();
    place.server = server;
    place.open.add(server);
    return place;
  }

  /** The same, for a client that does not wait long. */
  public FaultPlace within(Duration timeout) {
    attemptTimeout = timeout;
    return this;
  }

  /** A server that responds to a first call, then does something to the connection. */
  public static FaultPlace warm(Wire wire, FaultServer.Fault idle, FaultServer.Fault then) {
    CountDownLatch warm = new CountDownLatch(1);
    AtomicInteger requests = new AtomicInteger();
    FaultPlace place =
        serving(
            wire,
            exchange -> {
              if (requests.incrementAndGet() > 1) {
                then.meet(exchange);
                return;
              }
              idle.meet(exchange.answer(200, RetryClass.ALWAYS.answer()));
              warm.countDown();
            });
    place.warm = warm;
    return place;
  }

  /** The same, with one name of the server for the first call and another one for the rest. */
  public static FaultPlace ofTwoHosts(Wire wire, FaultServer.Fault then) {
    FaultPlace place = warm(wire, exchange -> {}, then);
    place.http =
        wire.clientBuilder().dns(name -> List.of(InetAddress.getLoopbackAddress())).build();
    place.hosts = Wire.HOSTS;
    return place;
  }

  /** A server, and an interceptor that sends each request again that was not successful. */
  public static FaultPlace sendingAgain(Wire wire, FaultServer.Fault fault) {
    FaultPlace place = serving(wire, fault);
    place.http = wire.clientBuilder().addInterceptor(FaultPlace::twice).build();
    return place;
  }

  private static Response twice(Interceptor.Chain chain) throws IOException {
    try {
      Response first = chain.proceed(chain.request());
      if (first.isSuccessful()) {
        return first;
      }
      first.close();
    } catch (IOException e) {
      return chain.proceed(chain.request());
    }
    return chain.proceed(chain.request());
  }

  /** A server that sends every request on to another server. */
  public static FaultPlace redirecting(Wire wire, int status) {
    FaultServer other = FaultServer.start(wire, exchange -> exchange.carryOut().answer(200, "{}"));
    String headers = "Location: " + other.baseUrl() + "/me\r\n";
    FaultPlace place =
        serving(wire, exchange -> exchange.take().answer(status, headers, new byte[0]));
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
  public static FaultPlace silent() {
    try {
      ServerSocket listener = new ServerSocket(0, 1, FaultServer.loopback());
      FaultPlace place = new FaultPlace("http://127.0.0.1:" + listener.getLocalPort());
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
    return server != null && !hosts.isEmpty() ? server.baseUrl(hosts.get(1)) : baseUrl;
  }

  /** The address for the first call. */
  public String firstBaseUrl() {
    return server != null && !hosts.isEmpty() ? server.baseUrl(hosts.get(0)) : baseUrl;
  }

  /** Whether a call has to succeed before the fault. */
  public boolean needsFirstCall() {
    return warm != null;
  }

  /** Waits until the server has done to the connection what it does after the first call. */
  public void awaitFault() throws InterruptedException {
    if (warm != null && !warm.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The fault did not happen.");
    }
  }

  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  /** The OkHttp client that belongs to the fault; null for the SDK's own. */
  public @Nullable OkHttpClient http() {
    return http;
  }

  /** The requests that arrived, without the first call. */
  public List<Exchange> exchanges() {
    List<Exchange> all = server == null ? List.of() : server.exchanges();
    return warm == null ? all : all.subList(1, all.size());
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
