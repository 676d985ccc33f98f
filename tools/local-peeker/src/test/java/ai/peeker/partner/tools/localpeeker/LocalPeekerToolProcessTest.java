package ai.peeker.partner.tools.localpeeker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tool as an operating system process, called without the SDK. */
class LocalPeekerToolProcessTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private JsonNode start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LocalPeekerTool.class.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out = process.inputReader();
    return new JsonMapper().readTree(out.readLine());
  }

  private HttpResponse<String> get(String url, String key)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void firstLine_leadsToTheApiAndTheConsole() throws Exception {
    JsonNode line = start();
    String key = line.path("api_key").asText();

    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly("base_url", "api_key", "webhook_secret", "console");
    assertThat(get(line.path("base_url").asText() + "/me", key).statusCode()).isEqualTo(200);
    assertThat(get(line.path("console").asText(), key).body()).contains("<title>LocalPeeker");
  }

  @Test
  void request601WithinAMinute_isRateLimited() throws Exception {
    JsonNode line = start("--manual-time");
    String key = line.path("api_key").asText();
    String url = line.path("base_url").asText() + "/me";
    for (int i = 0; i < 600; i++) {
      assertThat(get(url, key).statusCode()).isEqualTo(200);
    }

    assertThat(get(url, key).statusCode()).isEqualTo(429);
  }

  @Test
  void stoppedProcess_closesItsPort() throws Exception {
    String url = start().path("base_url").asText();
    process.destroy(); // SIGTERM, as Ctrl-C would be SIGINT

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> get(url + "/me", "none")).isInstanceOf(IOException.class);
  }
}
