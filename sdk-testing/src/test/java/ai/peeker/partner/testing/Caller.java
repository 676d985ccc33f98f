package ai.peeker.partner.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A plain HTTP client of one LocalPeeker; knows nothing of the SDK. */
final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LocalPeeker peeker;

  Caller(LocalPeeker peeker) {
    this.peeker = peeker;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "Bearer " + peeker.apiKey());
  }

  Answer order(Object body) throws IOException, InterruptedException {
    return send("POST", "/orders", body.toString(), "Bearer " + peeker.apiKey());
  }

  /** The path is relative to the base URL, or a full URL. */
  Answer send(String method, String path, String body, String... authorization)
      throws IOException, InterruptedException {
    URI url = URI.create(path.startsWith("http") ? path : peeker.baseUrl() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    for (String value : authorization) {
      request.header("Authorization", value);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.headers(), response.body());
  }
}
