package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes the OkHttp request of an attempt, with its body. */
record RequestFactory(BaseUrl baseUrl, String userAgent, CallExtras extras) {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final RequestBody EMPTY = RequestBody.create(new byte[0]);

  Request create(HttpRequest request, ExchangeGate gate) {
    ApiCall<?> call = request.call();
    Request.Builder builder =
        new Request.Builder()
            .url(url(call))
            .method(call.method(), body(call.method(), request.body()))
            .tag(ExchangeGate.class, gate);
    setHeaders(builder, call.headers());
    setHeaders(builder, extras.headers());
    setHeaders(builder, request.headers());
    return builder
        .header("Accept", "application/json")
        .header("User-Agent", userAgent)
        .header("Authorization", request.key().authorization())
        .build();
  }

  private static void setHeaders(Request.Builder builder, Map<String, String> headers) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
  }

  private HttpUrl url(ApiCall<?> call) {
    HttpUrl.Builder url = baseUrl.newBuilder();
    for (String segment : call.pathSegments()) {
      url.addPathSegment(segment);
    }
    url.encodedQuery(call.encodedQuery().isEmpty() ? null : call.encodedQuery());
    extras.query().forEach(url::setQueryParameter);
    return url.build();
  }

  private static @Nullable RequestBody body(String method, byte @Nullable [] body) {
    if (body != null) {
      return RequestBody.create(body, JSON);
    }
    boolean mayLackBody = method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
    return mayLackBody ? null : EMPTY;
  }
}
