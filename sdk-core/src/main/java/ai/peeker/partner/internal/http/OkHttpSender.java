package ai.peeker.partner.internal.http;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;

/** Sends requests over OkHttp. The result of an attempt is the one that its gate keeps. */
record OkHttpSender(ManagedOkHttpClient client, RequestFactory requests) implements HttpSender {
  @Override
  public RawResponse execute(HttpRequest request) throws ExchangeException {
    Call call = client.newCall(requests, request);
    ExchangeGate gate = AttemptInterceptors.gate(call);
    try {
      call.execute().close();
    } catch (Throwable e) { // of an attempt that failed, or of the caller's event listener
      gate.end(e);
    }
    return gate.result();
  }

  @Override
  public Exchange enqueue(HttpRequest request, HttpSender.Callback callback)
      throws ExchangeException {
    Call call = client.newCall(requests, request);
    ExchangeGate gate = AttemptInterceptors.gate(call);
    try {
      call.enqueue(callback(gate, callback));
    } catch (Throwable e) { // the caller's dispatcher, which may still run the task
      client.cancel(call);
      throw ExchangeException.ofCallerCode(gate.mayHaveBeenSent(), e);
    }
    return new RunningExchange(client, call, gate);
  }

  private static okhttp3.Callback callback(ExchangeGate gate, HttpSender.Callback callback) {
    return new okhttp3.Callback() {
      @Override
      public void onResponse(Call done, Response response) {
        deliver(gate, callback);
      }

      @Override
      public void onFailure(Call done, IOException e) {
        gate.end(e);
        deliver(gate, callback);
      }
    };
  }

  private static void deliver(ExchangeGate gate, HttpSender.Callback callback) {
    RawResponse response;
    try {
      response = gate.result();
    } catch (ExchangeException e) {
      callback.onFailure(e);
      return;
    }
    callback.onResponse(response);
  }

  private record RunningExchange(ManagedOkHttpClient client, Call call, ExchangeGate gate)
      implements Exchange {
    @Override
    public void cancel() {
      client.cancel(call);
    }

    @Override
    public boolean mayHaveBeenSent() {
      return gate.mayHaveBeenSent();
    }
  }
}
