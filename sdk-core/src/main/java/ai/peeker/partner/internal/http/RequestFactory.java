package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes the OkHttp request of an attempt, with its body. */
record RequestFactory(BaseUrl baseUrl, String userAgent) {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final RequestBody EMPTY = RequestBody.create(new byte[0]);

  Request create(HttpRequest request, ExchangeGate gate) {
    ApiCall<?> call = request.call();
    Request.Builder builder =
        new Request.Builder()
            .url(url(call))
            .method(call.method(), body(call.method(), request.body()))
            .tag(ExchangeGate.class, gate);
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
    return builder
        .header("Accept", "application/json")
        .header("User-Agent", userAgent)
        .header("Authorization", request.key().authorization())
        .build();
  }

  private HttpUrl url(ApiCall<?> call) {
    HttpUrl.Builder url = baseUrl.newBuilder();
    for (String segment : call.pathSegments()) {
      url.addPathSegment(segment);
    }
    return url.encodedQuery(call.encodedQuery().isEmpty() ? null : call.encodedQuery()).build();
  }

  private static @Nullable RequestBody body(String method, byte @Nullable [] body) {
    if (body != null) {
      return RequestBody.create(body, JSON);
    }
    boolean mayLackBody = method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
    return mayLackBody ? null : EMPTY;
  }
}
