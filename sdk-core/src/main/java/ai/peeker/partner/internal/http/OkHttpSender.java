package ai.peeker.partner.internal.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends requests over OkHttp. */
final class OkHttpSender implements HttpSender {
  private static final int MAX_SUCCESS_BYTES = 32 * 1024 * 1024;

  private final ManagedOkHttpClient client;
  private final RequestFactory requests;

  OkHttpSender(ManagedOkHttpClient client, RequestFactory requests) {
    this.client = client;
    this.requests = requests;
  }

  @Override
  public RawResponse execute(HttpRequest request) throws ExchangeException {
    ExchangeGate gate = client.newGate(request);
    Response response;
    try {
      response = newCall(request, gate).execute();
    } catch (IOException e) {
      throw ExchangeException.ofNetwork(gate.mayHaveBeenSent(e), e);
    } catch (Throwable e) { // an interceptor's; or an interrupt, which OkHttp does not declare
      throw failure(gate, e);
    }
    return read(response, gate);
  }

  private static ExchangeException failure(ExchangeGate gate, Throwable e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return ExchangeException.ofNetwork(gate.mayHaveBeenSent(), new IOException("interrupted", e));
    }
    return ExchangeException.ofCallerCode(gate.mayHaveBeenSent(), e);
  }

  @Override
  public Exchange enqueue(HttpRequest request, HttpSender.Callback callback)
      throws ExchangeException {
    ExchangeGate gate = client.newGate(request);
    Call call = newCall(request, gate);
    try {
      call.enqueue(callback(gate, callback));
    } catch (Throwable e) { // the caller's dispatcher, which may still run the task
      call.cancel();
      throw ExchangeException.ofCallerCode(gate.mayHaveBeenSent(), e);
    }
    return new RunningExchange(call, gate);
  }

  private okhttp3.Callback callback(ExchangeGate gate, HttpSender.Callback callback) {
    return new okhttp3.Callback() {
      @Override
      public void onResponse(Call done, Response response) {
        RawResponse read;
        try {
          read = read(response, gate);
        } catch (ExchangeException e) {
          callback.onFailure(e);
          return;
        }
        callback.onResponse(read);
      }

      @Override
      public void onFailure(Call done, IOException e) {
        Throwable callerCode = thrownByAnInterceptor(e);
        boolean sent = gate.mayHaveBeenSent(e);
        callback.onFailure(
            callerCode == null || callerCode instanceof InterruptedException
                ? ExchangeException.ofNetwork(sent, e)
                : ExchangeException.ofCallerCode(sent, callerCode));
      }
    };
  }

  private Call newCall(HttpRequest request, ExchangeGate gate) {
    Call call = client.newCall(requests.create(request, gate));
    call.timeout().timeout(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
    return call;
  }

  /** OkHttp wraps any other exception of an interceptor, under this message. */
  private static @Nullable Throwable thrownByAnInterceptor(IOException e) {
    Throwable thrown = e.getCause() == null ? firstSuppressed(e) : e.getCause();
    return thrown != null && ("canceled due to " + thrown).equals(e.getMessage()) ? thrown : null;
  }

  private static @Nullable Throwable firstSuppressed(IOException e) {
    return e.getSuppressed().length == 0 ? null : e.getSuppressed()[0];
  }

  private RawResponse read(Response response, ExchangeGate gate) throws ExchangeException {
    try (response) {
      int limit =
          response.isSuccessful()
              ? MAX_SUCCESS_BYTES
              : RawResponse.maxErrorBytes(response.header("Content-Type"));
      BufferedSource source = response.body().source();
      boolean exceedsLimit = source.request(limit + 1L);
      if (exceedsLimit && response.isSuccessful()) {
        throw new IOException("the response is longer than " + limit + " bytes");
      }
      byte[] body = source.readByteArray(Math.min(limit, source.getBuffer().size()));
      client.used(gate);
      return new RawResponse(response.code(), headers(response.headers()), body);
    } catch (IOException e) {
      throw ExchangeException.ofNetwork(true, e);
    } catch (Throwable e) { // OkHttp drops it, and the call would never end
      throw ExchangeException.ofNetwork(true, new IOException(e));
    }
  }

  private static Map<String, List<String>> headers(Headers headers) {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.size(); i++) {
      String name =
          headers.name(i).equals(ManagedOkHttpClient.HIDDEN_RETRY_AFTER)
              ? "Retry-After"
              : headers.name(i);
      byName.merge(name, List.of(headers.value(i)), OkHttpSender::concat);
    }
    return Collections.unmodifiableMap(byName);
  }

  private static List<String> concat(List<String> one, List<String> other) {
    List<String> both = new ArrayList<>(one);
    both.addAll(other);
    return Collections.unmodifiableList(both);
  }

  private record RunningExchange(Call call, ExchangeGate gate) implements Exchange {
    @Override
    public void cancel() {
      gate.cancel();
      call.cancel();
    }

    @Override
    public boolean mayHaveBeenSent() {
      return gate.mayHaveBeenSent();
    }
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return requests.toString();
  }
}
