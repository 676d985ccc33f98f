package ai.peeker.partner.testing.prism;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends generated bodies to a server. */
final class PlainHttp {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;
  private final String apiKey;

  PlainHttp(URI baseUrl, String apiKey) {
    this.baseUrl = baseUrl.toString();
    this.apiKey = apiKey;
  }

  HttpResponse<String> send(GeneratedBody body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + body.path()))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .method(body.operation().method(), BodyPublishers.ofString(body.json()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
