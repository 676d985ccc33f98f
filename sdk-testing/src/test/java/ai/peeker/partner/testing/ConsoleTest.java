package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console by plain HTTP. Its page is tested in a browser, in tools/local-peeker. */
class ConsoleTest {
  private final LocalPeeker peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
  private final TestClient client = new TestClient(peeker);

  @AfterEach
  void close() {
    peeker.close();
  }

  private String token() {
    return peeker.console().getFragment();
  }

  /** Sends a request as written, so that headers such as Host can be chosen. */
  private String send(String method, String path, String body, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peeker.baseUrl().getPort())) {
      String head =
          "%s %s HTTP/1.1\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(method, path, String.join("\r\n", headers), body.length());
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      StringBuilder response = new StringBuilder();
      while (!isComplete(response)) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        response.append((char) next);
      }
      return response.toString();
    }
  }

  private static boolean isComplete(CharSequence response) {
    String text = response.toString();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String length = text.replaceAll("(?s).*?Content-Length: (\\d+).*", "$1");
    return text.length() == end + 4 + Integer.parseInt(length);
  }

  private String host() {
    return "Host: 127.0.0.1:" + peeker.baseUrl().getPort();
  }

  private JsonNode api(String method, String path, String body) throws IOException {
    String response =
        send(method, "/console/api" + path, body, host(), "Peeker-Console-Token: " + token());
    return Fixtures.parse(response.substring(response.indexOf("\r\n\r\n")));
  }

  @Test
  void page_isServedOnceTheConsoleIsOpen() throws Exception {
    URI page = peeker.baseUrl().resolve("/console");
    int before = client.send("GET", page.toString(), "").status();

    TestResponse after = client.send("GET", peeker.console().toString(), "");

    assertThat(before).isEqualTo(401);
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.body()).startsWith("<!doctype html>").doesNotContain(token());
  }

  @Test
  void page_allowsOnlyItsOwnCode() throws Exception {
    TestResponse page = client.send("GET", peeker.console().toString(), "");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

    assertThat(policy)
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    String nonce = policy.replaceAll(".*script-src 'nonce-([^']+)'.*", "$1");
    assertThat(page.body()).contains("<script nonce=\"" + nonce + "\">");
    assertThat(client.send("GET", peeker.console().toString(), "").body()).doesNotContain(nonce);
  }

  @Test
  void page_namesNoOtherHost() throws Exception {
    assertThat(client.send("GET", peeker.console().toString(), "").body())
        .doesNotContain("http://", "https://", "//cdn", "@import");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example:80",
        "Origin: https://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Peeker-Console-Token: wrong",
        "no token"
      })
  void apiCallOfAnotherPage_isRejected(String header) throws Exception {
    String token = header.contains("oken") ? "X: " : "Peeker-Console-Token: " + token();
    String host = header.startsWith("Host") ? header : host();
    String extra = header.contains(":") && !header.startsWith("Host") ? header : "X-None: ";
    peeker.console();

    String response = send("POST", "/console/api/clock", "{\"seconds\":60}", host, token, extra);

    assertThat(response).startsWith("HTTP/1.1 403").doesNotContain("Access-Control");
    assertThat(peeker.clock().now()).isEqualTo(StartClock.fixed().instant());
  }

  @Test
  void apiCallOfTheOwnPage_isAccepted() throws Exception {
    String response =
        send(
            "POST",
            "/console/api/clock",
            "{\"seconds\":3600}",
            host(),
            "Peeker-Console-Token: " + token(),
            "Origin: http://127.0.0.1:" + peeker.baseUrl().getPort(),
            "Sec-Fetch-Site: same-origin");

    assertThat(response).startsWith("HTTP/1.1 200").contains("2026-05-08T13:00:00Z");
  }

  @Test
  void anotherHostName_doesNotGetThePage() throws Exception {
    peeker.console();

    assertThat(send("GET", "/console", "", "Host: rebound.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void consoleCalls_areNeitherRecordedNorFaulty() throws Exception {
    peeker.faults().next(1).fail(500);

    assertThat(api("GET", "/state", "").path("data").path("calls")).isEmpty();
    assertThat(peeker.requests()).isEmpty();
  }

  @Test
  void state_hasNoKeyNoPasswordAndNoSecret() throws Exception {
    client.order(Fixtures.customOrder());
    client.get("/orders?user_id=" + peeker.apiKey());
    String shown =
        api("GET", "/state", "").toString()
            + api("GET", "/calls/1", "")
            + api("GET", "/calls/2", "")
            + api("GET", "/deliveries/1", "");

    assertThat(shown)
        .contains("smartlead-login@example.com", "\\\"login_password\\\":\\\"[redacted]\\\"")
        .doesNotContain(peeker.apiKey(), peeker.webhooks().secret(), "secret-password");
  }

  @Test
  void knownVersion_getsNoRows() throws Exception {
    String version = api("GET", "/state", "").path("data").path("version").asText();
    JsonNode same = api("GET", "/state?version=" + version, "").path("data");
    client.order(Fixtures.customOrder());
    JsonNode changed = api("GET", "/state?version=" + version, "").path("data");

    assertThat(same.has("orders")).isFalse();
    assertThat(changed.path("orders")).hasSize(1);
  }

  @Test
  void order_isMovedByHand() throws Exception {
    String id = client.order(Fixtures.customOrder()).data().path("id").asText();

    api("POST", "/orders/" + id + "/require-action", "{\"reason\":\"replace_domain\"}");
    JsonNode waiting = api("GET", "/state", "").path("data");
    String action = waiting.path("pending_actions").path(0).path("id").asText();
    api("POST", "/actions/" + action + "/resolve", "{}");
    api("POST", "/orders/" + id + "/fail", "{}");
    JsonNode again = api("POST", "/orders/" + id + "/complete", "{}");

    assertThat(waiting.path("orders").path(0).path("status").asText()).isEqualTo("action_required");
    assertThat(client.get("/orders/" + id).data().path("status").asText()).isEqualTo("failed");
    assertThat(again.path("error").path("message").asText()).contains(id, "is failed");
  }

  @Test
  void usersAndForwardingJobs_areShownAndJobsEndedByHand() throws Exception {
    peeker.domains().add("one.com");
    peeker.domains().add("two.com");
    String failed = forward("one.com");
    String completed = forward("two.com");
    api("POST", "/forwarding/" + failed + "/fail", "{}");
    api("POST", "/forwarding/" + completed + "/complete", "{}");

    JsonNode state = api("GET", "/state", "").path("data");

    assertThat(state.path("forwarding").findValuesAsText("status"))
        .containsExactly("completed", "failed");
    assertThat(state.path("users").findValuesAsText("email")).containsExactly("client@example.com");
  }

  private String forward(String domain) throws Exception {
    String body = "{\"domains\":[\"%s\"],\"forwarding_url\":\"https://acme.com\"}";
    return client.post("/domains/forwarding", body.formatted(domain)).data().path("id").asText();
  }

  @Test
  void jobs_beyondOneHundred_areNotShown() throws Exception {
    for (int i = 0; i < 101; i++) {
      client.post("/domains/import", "{\"domains\":[\"acme-" + i + ".com\"]}");
    }

    JsonNode state = api("GET", "/state", "").path("data");

    assertThat(state.path("imports")).hasSize(100);
    assertThat(state.path("more").toString()).contains("\"imports\"");
  }

  @Test
  void fault_isScriptedForAnOperation() throws Exception {
    api(
        "POST",
        "/faults",
        "{\"kind\":\"500\",\"operation\":\"GET /me\",\"times\":1,\"seconds\":0}");
    JsonNode scripted = api("GET", "/state", "").path("data").path("faults").path(0);
    int orders = client.get("/orders").status();
    int me = client.get("/me").status();

    assertThat(scripted.path("operation").asText()).isEqualTo("GET /me");
    assertThat(List.of(orders, me)).containsExactly(200, 500);
    assertThat(api("GET", "/state", "").path("data").path("faults")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"fire\",\"operation\":\"any\",\"times\":1,\"seconds\":0}",
        "{\"kind\":\"500\",\"operation\":\"GET /nothing\",\"times\":1,\"seconds\":0}",
        "{\"kind\":\"500\",\"operation\":\"any\",\"times\":0,\"seconds\":0}",
        "{\"kind\":\"500\",\"operation\":\"any\",\"times\":1,\"seconds\":-1}",
        "{}",
        "[]",
        "no JSON"
      })
  void invalidFault_isRejected(String body) throws Exception {
    assertThat(api("POST", "/faults", body).path("error").path("code").asText())
        .isEqualTo("invalid_request");
  }

  @Test
  void reset_emptiesTheConsole() throws Exception {
    client.order(Fixtures.customOrder());
    peeker.reset();

    assertThat(api("GET", "/state", "").path("data").path("orders")).isEmpty();
  }
}
