package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The OkHttp client that calls go through, and what has to be freed when they are over. */
public final class ManagedOkHttpClient implements AutoCloseable {
  /** Where the wait of a 503 is put, out of OkHttp's sight. */
  static final String HIDDEN_WAIT = "Peeker-Sdk-Retry-After";

  // Some servers close a connection that is idle for 5 s. A request that meets the end of one is
  // lost without a trace of whether it arrived.
  private static final int IDLE_SECONDS = 4;
  private static final int IDLE_CONNECTIONS = 5;

  private final OkHttpClient client;
  private final ExecutorService threads;
  private final boolean ownsPool;

  private ManagedOkHttpClient(OkHttpClient.Builder builder, boolean ownsPool) {
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            ManagedOkHttpClient::daemon);
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(
        Integer.MAX_VALUE); // the default of 5 throttles a client of one host
    this.client =
        builder
            .dispatcher(dispatcher)
            .retryOnConnectionFailure(false) // there is exactly one retry layer, and it is ours
            .followRedirects(false) // the key must not travel to another place
            .followSslRedirects(false)
            .authenticator(Authenticator.NONE) // it would send a refused request again, 20 times
            .readTimeout(Duration.ZERO) // an attempt has one timeout over everything
            .writeTimeout(Duration.ZERO)
            .addNetworkInterceptor(ManagedOkHttpClient::withoutFollowUp)
            .build();
    this.ownsPool = ownsPool;
  }

  /** OkHttp repeats a request on its own if a 503 says Retry-After: 0, whatever its settings. */
  private static Response withoutFollowUp(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String wait = response.header("Retry-After");
    return response.code() == 503 && wait != null
        ? response.newBuilder().removeHeader("Retry-After").header(HIDDEN_WAIT, wait).build()
        : response;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "peeker-http");
    thread.setDaemon(true);
    // OkHttp tells the call of an interceptor's failure, and then throws it once more: nobody is
    // left to hear it
    thread.setUncaughtExceptionHandler((failed, e) -> {});
    return thread;
  }

  /**
   * Prepares a client.
   *
   * @param given the caller's, whose pool, interceptors, proxy and TLS are used; null for one of
   *     our own
   * @return with daemon threads, without a limit of calls to the one host there is, and without
   *     OkHttp's own retries
   */
  public static ManagedOkHttpClient of(@Nullable OkHttpClient given) {
    if (given != null) {
      return new ManagedOkHttpClient(given.newBuilder(), false);
    }
    return new ManagedOkHttpClient(
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(10))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS)),
        true);
  }

  /**
   * The client that is prepared.
   *
   * @return always the same
   */
  public OkHttpClient client() {
    return client;
  }

  /** Where calls go on after a wait. */
  public ExecutorService threads() {
    return threads;
  }

  public boolean isClosed() {
    return threads.isShutdown();
  }

  /** Ends the threads; closes idle connections, unless the pool is the caller's. */
  @Override
  public void close() {
    threads.shutdown();
    if (ownsPool) {
      client.connectionPool().evictAll();
    }
  }
}
