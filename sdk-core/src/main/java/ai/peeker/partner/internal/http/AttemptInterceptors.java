package ai.peeker.partner.internal.http;

import ai.peeker.partner.internal.time.Cancellable;
import ai.peeker.partner.internal.time.TimeSource;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * Surrounds OkHttp and the interceptors of the caller on both sides, so that an attempt sends one
 * request, ends in time and has the result that the server gave it.
 */
record AttemptInterceptors(ManagedOkHttpClient client, TimeSource time, IdleConnections idle) {
  private static final int MAX_SUCCESS_BYTES = 32 * 1024 * 1024;
  private static final int SERVER_ERROR = 500; // OkHttp has no reaction of its own to it
  private static final Pattern EMPTY_BY_DEFINITION =
      Pattern.compile("HTTP (20[45]) had non-zero Content-Length.*");

  void addTo(OkHttpClient.Builder builder) {
    builder.interceptors().add(0, this::supervise);
    builder.addInterceptor(this::connect);
    builder.networkInterceptors().add(0, AttemptInterceptors::hideStatus);
    builder.addNetworkInterceptor(this::send);
  }

  static ExchangeGate gate(Call call) { // of the original request, not of an interceptor's
    return Objects.requireNonNull(call.request().tag(ExchangeGate.class));
  }

  /** The first interceptor: limits the time, and keeps the result of the attempt. */
  private Response supervise(Interceptor.Chain chain) throws IOException {
    ExchangeGate gate = gate(chain.call());
    Cancellable timer =
        time.scheduleTimeout(
            gate.timeout(time.nanos()),
            () -> {
              gate.timeOut();
              client.cancel(chain.call());
            });
    try {
      Response response = chain.proceed(chain.request());
      gate.end(RawResponse.of(response, read(response)));
      return response;
    } catch (Throwable e) { // an interceptor's, too; and undeclared interrupts
      IOException thrown = ioException(e);
      gate.end(e instanceof InterruptedException ? thrown : e);
      throw thrown; // no other one: OkHttp would throw it once more, in a thread of the dispatcher
    } finally {
      timer.cancel();
      client.retire(gate);
    }
  }

  private static IOException ioException(Throwable e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IOException("interrupted", e);
    }
    return e instanceof IOException io ? io : new IOException(e);
  }

  /** The last application interceptor: the caller's have passed the request on. */
  private Response connect(Interceptor.Chain chain) throws IOException {
    ExchangeGate gate = gate(chain.call());
    if (gate.canceled().isDone()) {
      throw new IOException("Canceled"); // or an interceptor could repeat it for ever
    }
    Response repeated = gate.repeated();
    if (repeated != null) {
      return repeated;
    }
    gate.passOtherInterceptors();
    ExchangeGate before = DeadlineDns.setCurrent(gate);
    try {
      Response response = proceed(chain, gate);
      byte[] body = read(response);
      idle.used(gate.connection());
      return gate.responded(response, body);
    } catch (IOException | RuntimeException e) {
      gate.failed(e);
      throw e;
    } finally {
      ExchangeGate unused = DeadlineDns.setCurrent(before);
    }
  }

  private static Response proceed(Interceptor.Chain chain, ExchangeGate gate) throws IOException {
    while (true) {
      try {
        Response response = chain.proceed(chain.request());
        if (gate.status() == 0) { // OkHttp made it
          response.close();
          throw new IOException("an interceptor allows cached responses only; there is no cache");
        }
        return response.newBuilder().code(gate.status()).build();
      } catch (IdleConnections.StaleConnectionException e) {
        // nothing was written, and the connection is closed: take another one
      } catch (ExchangeGate.SecondRequestException e) { // by OkHttp itself
        Response unused = gate.repeated();
        throw e;
      } catch (ProtocolException e) {
        return withoutBody(chain, e);
      }
    }
  }

  /** Returns the response that OkHttp rejects because a body was announced. */
  private static Response withoutBody(Interceptor.Chain chain, ProtocolException e)
      throws ProtocolException {
    Matcher rejected = EMPTY_BY_DEFINITION.matcher(String.valueOf(e.getMessage()));
    if (!rejected.matches()) {
      throw e;
    }
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(Integer.parseInt(rejected.group(1)))
        .message("")
        .body(ResponseBody.create(new byte[0], null))
        .build();
  }

  /** The first network interceptor: OkHttp reacts to several statuses, in part unconditionally. */
  private static Response hideStatus(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    int status = response.code();
    gate(chain.call()).status(status);
    return status < 300 || status == 304
        ? response
        : response.newBuilder().code(SERVER_ERROR).build();
  }

  /** The last network interceptor: behind it are only OkHttp's codec and the socket. */
  private Response send(Interceptor.Chain chain) throws IOException {
    ExchangeGate gate = gate(chain.call());
    idle.requireFresh(chain.connection(), gate.request().call().retrySafety());
    if (chain.call().isCanceled() || Thread.currentThread().isInterrupted()) {
      gate.seal();
    }
    if (!gate.start(chain.connection(), time.nanos())) {
      throw gate.isSealed()
          ? new ProtocolException("the call is over")
          : new ExchangeGate.SecondRequestException();
    }
    idle.used(chain.connection());
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      gate.failed(e);
      throw e;
    }
  }

  /** Reads a response to its end or limit; an error without its body remains an error. */
  private static byte[] read(Response response) throws IOException {
    boolean isSuccess = response.isSuccessful();
    int limit =
        isSuccess ? MAX_SUCCESS_BYTES : RawResponse.maxErrorBytes(response.header("Content-Type"));
    try (response) {
      BufferedSource source = response.body().source();
      boolean exceedsLimit = false;
      try {
        exceedsLimit = source.request(limit + 1L);
      } catch (IOException e) {
        if (isSuccess) {
          throw e;
        }
      }
      if (exceedsLimit && isSuccess) {
        throw new IOException("the response is longer than " + limit + " bytes");
      }
      return source.readByteArray(Math.min(limit, source.getBuffer().size()));
    }
  }
}
