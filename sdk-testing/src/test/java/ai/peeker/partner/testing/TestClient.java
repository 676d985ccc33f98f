package ai.peeker.partner.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A plain HTTP client of a LocalPeeker, without the SDK. */
final class TestClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LocalPeeker peeker;

  TestClient(LocalPeeker peeker) {
    this.peeker = peeker;
  }

  TestResponse get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "Bearer " + peeker.apiKey());
  }

  TestResponse post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body, "Bearer " + peeker.apiKey());
  }

  TestResponse patch(String path, String body) throws IOException, InterruptedException {
    return send("PATCH", path, body, "Bearer " + peeker.apiKey());
  }

  TestResponse delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "", "Bearer " + peeker.apiKey());
  }

  TestResponse order(Object body) throws IOException, InterruptedException {
    return send("POST", "/orders", body.toString(), "Bearer " + peeker.apiKey());
  }

  /** Sends a request to a path below the base URL, or to a full URL. */
  TestResponse send(String method, String path, String body, String... authorization)
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
    return new TestResponse(response.statusCode(), response.headers(), response.body());
  }
}
