package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.DaemonThreads;
import ai.peeker.partner.internal.time.SystemTimeSource;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp client that calls go through: the caller's or one of the SDK, with OkHttp's own
 * retries, redirects and authenticator disabled, because only the SDK decides when a request is
 * sent again.
 */
public final class ManagedOkHttpClient implements AutoCloseable {
  /** Where the Retry-After header of a 503 is put, hidden from OkHttp. */
  static final String HIDDEN_RETRY_AFTER = "Peeker-Sdk-Retry-After";

  private static final Duration MAX_IDLE = Duration.ofSeconds(4);
  private static final int MAX_IDLE_CONNECTIONS = 64;
  private static final int MAX_STALE_CONNECTIONS = 100;

  private final OkHttpClient client;
  private final OkHttpClient withoutProxy;
  private final boolean supplied;
  private final TimeSource time;
  private final ExecutorService background = daemonThreads("peeker-background");
  private final IdleConnections idle;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final String userAgent = UserAgent.text();

  ManagedOkHttpClient(OkHttpClient base, boolean supplied, TimeSource time) {
    this.supplied = supplied;
    this.time = time;
    this.idle = new IdleConnections(MAX_IDLE, time);
    this.client =
        base.newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false) // the key must not travel to another place
            .followSslRedirects(false)
            .authenticator(Authenticator.NONE) // it would send a rejected request again, 20 times
            .cache(null) // one account must not see the responses of another
            .callTimeout(Duration.ZERO) // each call has its own
            .readTimeout(Duration.ZERO) // an attempt has one timeout over everything
            .writeTimeout(Duration.ZERO)
            .socketFactory(interruptible(base.socketFactory()))
            .dns(new DeadlineDns(base.dns(), background, time))
            .addInterceptor(this::beforeConnecting)
            .addNetworkInterceptor(this::beforeSending)
            .build();
    this.withoutProxy = client.newBuilder().proxy(Proxy.NO_PROXY).build();
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

  /** The last application interceptor: the caller's have passed the request on. */
  private Response beforeConnecting(Interceptor.Chain chain) throws IOException {
    ExchangeGate gate = gate(chain);
    if (gate == null) {
      return chain.proceed(chain.request());
    }
    gate.passOtherInterceptors(time.nanos());
    ExchangeGate before = DeadlineDns.setCurrent(gate);
    try {
      return proceed(chain);
    } catch (IOException | RuntimeException e) {
      gate.failed(e);
      throw e;
    } finally {
      ExchangeGate unused = DeadlineDns.setCurrent(before);
    }
  }

  private static Response proceed(Interceptor.Chain chain) throws IOException {
    for (int stale = 0; stale < MAX_STALE_CONNECTIONS; stale++) {
      try {
        return chain.proceed(chain.request());
      } catch (IdleConnections.StaleConnectionException e) {
        // nothing was written: take another connection
      }
    }
    return chain.proceed(chain.request());
  }

  /** The last network interceptor: behind it are only OkHttp's codec and the socket. */
  private Response beforeSending(Interceptor.Chain chain) throws IOException {
    ExchangeGate gate = gate(chain);
    if (gate != null) {
      idle.requireFresh(chain.connection());
      if (!gate.start(chain.connection(), time.nanos())) {
        throw new IOException(
            gate.isSealed() ? "the call is over" : "a second request of one attempt is not sent");
      }
      used(gate);
    }
    return hideRetryAfter(chain.proceed(chain.request()));
  }

  private static @Nullable ExchangeGate gate(Interceptor.Chain chain) {
    return chain.call().request().tag(ExchangeGate.class); // whatever interceptors made of it
  }

  /** OkHttp sends a request again if a 503 says Retry-After: 0, whatever its settings. */
  private static Response hideRetryAfter(Response response) {
    List<String> values = response.headers("Retry-After");
    if (response.code() != 503 || values.isEmpty()) {
      return response;
    }
    Headers.Builder headers = response.headers().newBuilder().removeAll("Retry-After");
    // received values may contain what OkHttp does not let anyone send
    values.forEach(value -> headers.addUnsafeNonAscii(HIDDEN_RETRY_AFTER, value));
    return response.newBuilder().headers(headers.build()).build();
  }

  /** Creates the sender of requests to an address. */
  public HttpSender sender(BaseUrl baseUrl) {
    return new OkHttpSender(this, new RequestFactory(baseUrl, userAgent));
  }

  /** Returns the prepared client. */
  public OkHttpClient client() {
    return client;
  }

  Call newCall(Request request) {
    // clear text goes to this machine only: no proxy is to read the key
    return (request.isHttps() ? client : withoutProxy).newCall(request);
  }

  /** Returns the gate of an attempt that starts now. */
  ExchangeGate newGate(HttpRequest request) {
    return new ExchangeGate(
        client.interceptors().size() > 1,
        request.timeout(),
        time.nanos() + request.startWithin().toNanos());
  }

  void used(ExchangeGate gate) {
    idle.used(gate.connection());
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
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }
}
