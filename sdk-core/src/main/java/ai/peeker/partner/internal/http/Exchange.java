package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One request out, one answer in, read to its end and closed: the leaf of the road. */
final class Exchange {
  private static final int MAX_SUCCESS_BYTES = 32 * 1024 * 1024;
  static final int MAX_ERROR_BYTES = 64 * 1024;

  private final OkHttpClient client;

  Exchange(OkHttpClient client) {
    this.client =
        client
            .newBuilder()
            .retryOnConnectionFailure(false) // there is exactly one retry layer, and it is ours
            .followRedirects(false) // the key must not travel to another place
            .followSslRedirects(false)
            .addNetworkInterceptor(Exchange::withoutFollowUp)
            .build();
  }

  Answer send(Request request, Duration timeout) throws NoAnswerException {
    Call call = client.newBuilder().callTimeout(timeout).build().newCall(request);
    SendWatch watch = new SendWatch();
    call.addEventListener(watch);
    try (Response response = call.execute()) {
      int limit = response.isSuccessful() ? MAX_SUCCESS_BYTES : MAX_ERROR_BYTES;
      return new Answer(response.code(), response.headers().toMultimap(), read(response, limit));
    } catch (IOException e) {
      throw new NoAnswerException(watch.started, e);
    } catch (Exception e) {
      throw interrupted(e, watch.started);
    }
  }

  /** OkHttp lets an InterruptedException out undeclared while it waits for a connection. */
  private static NoAnswerException interrupted(Exception e, boolean sent) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new NoAnswerException(sent, new InterruptedIOException("interrupted"));
    }
    if (e instanceof RuntimeException own) { // of an interceptor of the caller's
      throw own;
    }
    return new NoAnswerException(sent, new IOException("the HTTP client failed", e));
  }

  /** OkHttp repeats a request on its own if a 503 says Retry-After: 0, whatever its settings. */
  private static Response withoutFollowUp(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  private static byte[] read(Response response, int limit) throws IOException {
    InputStream stream = response.body().byteStream();
    byte[] body = stream.readNBytes(limit);
    if (response.isSuccessful() && body.length == limit && stream.read() >= 0) {
      throw new IOException("the answer is longer than " + limit + " bytes");
    }
    return body;
  }

  /** Notices the moment from which on the server may have seen something. */
  private static final class SendWatch extends EventListener {
    private volatile boolean started;

    @Override
    public void requestHeadersStart(Call call) {
      started = true;
    }
  }
}
