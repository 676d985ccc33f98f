package ai.peeker.partner.testing.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

class LocalServerTest {
  @Test
  void requests_handled_areNotKeptByTheWebServer() throws Exception {
    try (LocalServer server = LocalServer.open(0)) {
      server.serve(
          () -> {
            throw new IllegalStateException("no request is one of the API");
          },
          request -> Optional.of(LocalResponse.of(200, "text/plain", "")));
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/x")).build();
      HttpClient http = HttpClient.newHttpClient();
      for (int i = 0; i < 3; i++) {
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }

      assertThat(webServer(server).takeRequest(0, TimeUnit.SECONDS)).isNull();
    }
  }

  /** Returns the web server, whose own log has no other way to it. */
  private static MockWebServer webServer(LocalServer server) throws Exception {
    Field field = LocalServer.class.getDeclaredField("server");
    field.setAccessible(true);
    return (MockWebServer) field.get(server);
  }
}
