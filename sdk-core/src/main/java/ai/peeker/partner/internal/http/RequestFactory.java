package ai.peeker.partner.internal.http;

import ai.peeker.partner.api.ApiCall;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes the OkHttp request of a call. */
public final class RequestFactory {
  private static final MediaType JSON = MediaType.get("application/json");

  private final BaseUrl baseUrl;
  private final Supplier<ApiKey> apiKey;
  private final String userAgent;

  public RequestFactory(BaseUrl baseUrl, Supplier<ApiKey> apiKey, String userAgent) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
    this.userAgent = userAgent;
  }

  public BaseUrl baseUrl() {
    return baseUrl;
  }

  public ApiKey currentKey() {
    return apiKey.get();
  }

  public Request write(ApiCall<?> call, ApiKey key, byte @Nullable [] body) {
    HttpUrl.Builder url = baseUrl.newBuilder();
    call.pathSegments().forEach(url::addPathSegment);
    call.query().forEach(each -> url.addQueryParameter(each.getKey(), each.getValue()));
    Request.Builder request =
        new Request.Builder().url(url.build()).method(call.method(), body(call, body));
    call.headers().forEach(request::header);
    return request
        .header("Accept", "application/json")
        .header("User-Agent", userAgent)
        .header("Authorization", key.authorization())
        .build();
  }

  private static @Nullable RequestBody body(ApiCall<?> call, byte @Nullable [] body) {
    if (body != null) {
      return RequestBody.create(body, JSON);
    }
    boolean mayBeEmpty =
        call.method().equals("GET")
            || call.method().equals("HEAD")
            || call.method().equals("DELETE");
    return mayBeEmpty ? null : RequestBody.create(new byte[0]);
  }
}
