package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.Cancellable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The leaf of the road: one exchange over OkHttp, its answer read to the end and closed. */
public final class OkHttpSender implements HttpSender {
  private static final int MAX_SUCCESS_BYTES = 32 * 1024 * 1024;
  public static final int MAX_ERROR_BYTES = 64 * 1024;

  private final OkHttpClient client;

  public OkHttpSender(OkHttpClient client) {
    this.client = client;
  }

  @Override
  public Cancellable send(Request request, Duration timeout, Receiver receiver) {
    SendWatch watch = new SendWatch(!client.interceptors().isEmpty());
    OkHttpClient.Builder once =
        client.newBuilder().callTimeout(timeout).addInterceptor(watch::pass);
    if (!request.isHttps()) { // to this machine itself, in clear text: no proxy is to read the key
      once.proxy(Proxy.NO_PROXY);
    }
    Call call = once.build().newCall(request);
    call.addEventListener(watch);
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call done, Response response) {
            RawResponse answer;
            try (response) {
              answer = read(response);
            } catch (IOException e) {
              receiver.failed(new ExchangeException(true, e));
              return;
            } catch (Throwable e) { // OkHttp drops it, and nobody would hear of it
              receiver.failed(new ExchangeException(true, new IOException(e)));
              return;
            }
            receiver.answered(answer);
          }

          @Override
          public void onFailure(Call done, IOException e) {
            boolean sent = watch.maybeSent();
            Throwable broken = thrownByAnInterceptor(e);
            if (broken != null) { // sending again would not mend it
              receiver.broken(broken, sent);
            } else {
              receiver.failed(new ExchangeException(sent, e));
            }
          }
        });
    return new Exchange(call, watch);
  }

  /** OkHttp wraps what is no IOException, under this message; other causes are the network's. */
  private static @Nullable Throwable thrownByAnInterceptor(IOException e) {
    Throwable own = e.getCause() == null ? firstSuppressed(e) : e.getCause();
    return own != null && ("canceled due to " + own).equals(e.getMessage()) ? own : null;
  }

  private static @Nullable Throwable firstSuppressed(IOException e) {
    return e.getSuppressed().length == 0 ? null : e.getSuppressed()[0];
  }

  private static RawResponse read(Response response) throws IOException {
    int limit = response.isSuccessful() ? MAX_SUCCESS_BYTES : MAX_ERROR_BYTES;
    InputStream stream = response.body().byteStream();
    byte[] body = stream.readNBytes(limit);
    if (response.isSuccessful() && body.length == limit && stream.read() >= 0) {
      throw new IOException("the answer is longer than " + limit + " bytes");
    }
    Headers headers = response.headers();
    String wait = headers.get(ManagedOkHttpClient.HIDDEN_WAIT);
    if (wait != null) {
      headers =
          headers
              .newBuilder()
              .removeAll(ManagedOkHttpClient.HIDDEN_WAIT)
              .set("Retry-After", wait)
              .build();
    }
    return new RawResponse(response.code(), headers.toMultimap(), body);
  }

  private record Exchange(Call call, SendWatch watch) implements Cancellable {
    @Override
    public void cancel() {
      call.cancel();
    }

    @Override
    public boolean maybeSent() {
      return watch.maybeSent();
    }
  }

  /** Notices the moment from which on the server may have seen something. */
  private static final class SendWatch extends EventListener {
    private final boolean watchesOthers;
    private volatile boolean passed;
    private volatile boolean started;

    /**
     * A watch.
     *
     * @param watchesOthers whether interceptors of the caller's stand before the last one
     */
    SendWatch(boolean watchesOthers) {
      this.watchesOthers = watchesOthers;
    }

    /** The last interceptor: what does not come here may have been carried by another one. */
    Response pass(Interceptor.Chain chain) throws IOException {
      passed = true;
      return chain.proceed(chain.request());
    }

    @Override
    public void requestHeadersStart(Call call) {
      started = true;
    }

    boolean maybeSent() {
      return started || (watchesOthers && !passed);
    }
  }
}
