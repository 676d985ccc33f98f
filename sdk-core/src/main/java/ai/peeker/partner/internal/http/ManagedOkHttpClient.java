package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.DaemonThreads;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp client that calls go through: the caller's or one of the SDK. Only the SDK decides
 * when a request is sent again.
 */
public final class ManagedOkHttpClient implements AutoCloseable {
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);
  private static final int MAX_IDLE_CONNECTIONS = 64;

  private final boolean supplied;
  private final boolean hasOtherInterceptors;
  private final TimeSource time;
  private final ExecutorService background = daemonThreads("peeker-background");
  private final DeadlineDns dns;
  private volatile Generation generation;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String userAgent = UserAgent.text();

  /** Clients whose calls never share a connection with those of another generation. */
  private record Generation(OkHttpClient client, OkHttpClient withoutProxy) {
    static Generation of(OkHttpClient.Builder builder, DeadlineDns dns) {
      // OkHttp shares a connection only between clients that have the same Dns object
      OkHttpClient client = builder.dns(dns.newView()).build();
      SocketFactory sockets = client.socketFactory();
      boolean shared = client.protocols().contains(Protocol.H2_PRIOR_KNOWLEDGE);
      return new Generation(
          client,
          client
              .newBuilder()
              .proxy(Proxy.NO_PROXY)
              .socketFactory(shared ? sockets : interruptible(sockets))
              .build());
    }
  }

  ManagedOkHttpClient(OkHttpClient base, boolean supplied, TimeSource time) {
    this.supplied = supplied;
    this.hasOtherInterceptors = !base.interceptors().isEmpty();
    this.time = time;
    this.dns = new DeadlineDns(base.dns(), background);
    OkHttpClient.Builder builder =
        base.newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .cache(null) // one account must not see the responses of another
            .cookieJar(CookieJar.NO_COOKIES) // nor its session
            // another than the default keeps OkHttp from using one connection for several hosts
            .hostnameVerifier((host, session) -> base.hostnameVerifier().verify(host, session))
            .callTimeout(Duration.ZERO) // an attempt has one timeout over everything
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            // an interrupt closes an interruptible socket, with the calls of others over HTTP/2
            .socketFactory(
                base.protocols().contains(Protocol.HTTP_2)
                    ? base.socketFactory()
                    : interruptible(base.socketFactory()));
    new AttemptInterceptors(this, time, new IdleConnections(MAX_IDLE, time)).addTo(builder);
    this.generation = Generation.of(builder, dns);
  }

  /**
   * Prepares a client.
   *
   * @param supplied the caller's, whose pool, dispatcher, interceptors, proxy and TLS are used;
   *     null for one of the SDK, with daemon threads and without a limit of calls per host
   */
  public static ManagedOkHttpClient of(@Nullable OkHttpClient supplied) {
    return new ManagedOkHttpClient(
        supplied == null ? defaultClient() : supplied, supplied != null, new SystemTimeSource());
  }

  private static OkHttpClient defaultClient() {
    Dispatcher dispatcher = new Dispatcher(daemonThreads("peeker-http"));
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE); // the default of 5 throttles one host
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectTimeout(Duration.ofSeconds(10))
        .connectionPool(
            new ConnectionPool(MAX_IDLE_CONNECTIONS, MAX_IDLE.toSeconds(), TimeUnit.SECONDS))
        .build();
  }

  private static ExecutorService daemonThreads(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        MAX_IDLE.toSeconds(),
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DaemonThreads(name));
  }

  private static SocketFactory interruptible(SocketFactory factory) {
    return factory == SocketFactory.getDefault() ? new InterruptibleSocketFactory() : factory;
  }

  /** Creates the sender of requests to an address. */
  public HttpSender sender(BaseUrl baseUrl, CallExtras extras) {
    return new OkHttpSender(this, new RequestFactory(baseUrl, userAgent, extras));
  }

  /** Returns the prepared client, whose requests need the tag of a gate. */
  OkHttpClient client() {
    return generation.client();
  }

  Call newCall(RequestFactory requests, HttpRequest attempt) {
    Generation current = generation;
    ExchangeGate gate = new ExchangeGate(attempt, hasOtherInterceptors, time.nanos());
    Request request = requests.create(attempt, gate);
    // clear text goes to this machine only: no proxy is to read the key
    return (request.isHttps() ? current.client() : current.withoutProxy()).newCall(request);
  }

  /** Ends a call, on a thread that the caller's event listener may block. */
  void cancel(Call call) {
    ExchangeGate gate = AttemptInterceptors.gate(call);
    gate.cancel();
    retire(gate);
    try {
      background.execute(call::cancel);
    } catch (Throwable e) { // no thread to be had: better here than never
      call.cancel();
    }
  }

  /** Lets later calls use other connections if that of an attempt must not be used again. */
  void retire(ExchangeGate gate) {
    Connection connection = gate.spoiledConnection(time.nanos());
    if (connection != null) {
      synchronized (dns) {
        if (connection.route().address().dns() == client().dns()) {
          generation = Generation.of(client().newBuilder(), dns);
        }
      }
    }
  }

  /** Returns where calls continue after a wait: daemon threads that end when they are idle. */
  public Executor background() {
    return background;
  }

  public boolean isClosed() {
    return closed.get();
  }

  /** Stops new calls; closes idle connections and ends threads, unless they are the caller's. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && !supplied) {
      client().dispatcher().executorService().shutdown();
      client().connectionPool().evictAll();
    }
  }
}
