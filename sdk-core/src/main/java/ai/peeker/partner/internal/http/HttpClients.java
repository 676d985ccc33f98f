package ai.peeker.partner.internal.http;

import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes and frees the OkHttp client of a caller who brings none. */
public final class HttpClients {
  private HttpClients() {}

  /**
   * A client of our own.
   *
   * @return with no limit on calls to the one host there is, 10 s for a connection to come about,
   *     and else no timeout besides that of each call
   */
  public static OkHttpClient create() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(
        Integer.MAX_VALUE); // the default of 5 throttles a client of one host
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ZERO) // none of its own: the call's timeout is over all
        .writeTimeout(Duration.ZERO)
        .build();
  }

  /**
   * Frees what {@link #create} made.
   *
   * @param client the client
   */
  public static void release(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
