package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send secrets back are quoted nowhere. */
@Timeout(120)
class CanaryResponseTest extends CanaryFixture {
  /** All the ways in which a server could send a secret back. */
  private static List<String> echoes(String secret) {
    List<String> texts = new ArrayList<>(new Canary().secret("", secret).forms());
    StringBuilder escaped = new StringBuilder();
    secret.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
    texts.add(escaped.toString());
    texts.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    Map<Boolean, String> byFit = // what fits into a JSON text, and what would break it
        texts.stream()
            .collect(
                Collectors.partitioningBy(CanaryResponseTest::fits, Collectors.joining(" ; ")));
    List<String> bodies = new ArrayList<>();
    for (String text : byFit.values()) {
      bodies.add(text);
      bodies.add("<html>" + text + "</html>");
      bodies.add("{\"error\":{\"code\":\"invalid_request\",\"message\":\"" + text + "\"}}");
      bodies.add("{\"error\":{\"code\":\"" + text + "\",\"message\":\"No.\"}}");
      bodies.add(
          "{\"error\":{\"code\":\"domains_not_submittable\",\"message\":\"No.\",\"field\":\""
              + text
              + "\",\"details\":{\"domain\":\""
              + text
              + "\",\"provider\":\""
              + text
              + "\",\"reason\":\""
              + text
              + "\",\"domains\":[\""
              + text
              + "\"],\"usable_for\":[\""
              + text
              + "\"],\"domains_not_submittable\":[{\"domain\":\""
              + text
              + "\",\"reason\":\""
              + text
              + "\"}],\""
              + text
              + "\":{\"a\":[\""
              + text
              + "\"]}}}}");
      bodies.add("{\"data\":{\"id\":\"" + text + "\",\"domain_count\":\"" + text + "\"}}");
      bodies.add("{\"data\":{\"costs\":{\"" + text + "\":[\"" + text + "\"]}},\"" + text + "\":1");
    }
    return bodies;
  }

  private static boolean fits(String text) {
    try {
      new ObjectMapper().readTree("\"" + text + "\"");
      return true;
    } catch (JsonProcessingException e) { // that is the question
      return false;
    }
  }

  static Stream<String> passwordsAndKey() {
    return Stream.concat(passwords(), Stream.of(KEY));
  }

  @ParameterizedTest
  @MethodSource("passwordsAndKey")
  void servers_thatSendSecretsBack_leakNothing(String secret) {
    String password = secret.equals(KEY) ? PLAIN : secret;
    canary.secret("password", password);
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      for (String body : echoes(secret)) {
        for (int status : List.of(200, 400, 429, 502)) {
          server.answerUnchecked(CheckedServer.json(status, Map.of(), body));
          drive("HTTP " + status, () -> client.orders().createWithResponse(order(password)));
        }
      }
    }

    assertNothingLeaked();
  }

  /** All the ways in which a server could quote what it received inside something else. */
  private static List<String> quotations(String password) {
    String request = json(password);
    String url = URLEncoder.encode(request, StandardCharsets.UTF_8);
    return List.of(
        quoted(request),
        quoted(quoted(request)),
        "<pre>" + request.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;"),
        url,
        URLEncoder.encode(url, StandardCharsets.UTF_8),
        quoted(url).replace("%", "%25"),
        "Authorization: Bearer " + KEY,
        base64("Bearer " + KEY),
        base64("user:" + KEY),
        base64(request),
        base64(base64("a" + request)),
        Base64.getMimeEncoder().encodeToString(bytes(request)),
        base64("{\"body\":" + quoted(password) + "}").replace('+', '-').replace('/', '_'));
  }

  private static String quoted(String text) {
    try {
      return new ObjectMapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A text, and all that is in it in Base64, wherever that begins. */
  private static String decoded(String text) {
    StringBuilder result = new StringBuilder(text);
    for (String token : text.replace('-', '+').replace('_', '/').split("[^A-Za-z0-9+/]+", -1)) {
      for (int from = 0; from < Math.min(4, token.length()); from++) {
        int length = (token.length() - from) / 4 * 4;
        byte[] bytes = Base64.getDecoder().decode(token.substring(from, from + length));
        result.append('\n').append(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return result.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void servers_thatQuoteTheRequest_leakNothingInAnyMessage(String password) {
    canary.secret("password", password);
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      for (String text : quotations(password)) {
        String body =
            "{\"error\":{\"code\":\"invalid_request\",\"message\":%s,\"field\":%s,\"details\":{%s:[%s]}}}"
                .replace("%s", quoted(text));
        for (int status : List.of(200, 400, 429, 502)) {
          server.answerUnchecked(CheckedServer.json(status, Map.of(), body));
          drive("HTTP " + status, () -> client.orders().createWithResponse(order(password)));
        }
        server.answerUnchecked(CheckedServer.json(400, Map.of(), body));
        ApiException e =
            catchThrowableOfType(ApiException.class, () -> client.orders().create(order(password)));
        assertThat(e.rawBody()).as("as received").isEqualTo(body);
        assertThat(decoded(e.apiMessage() + " " + e)).doesNotContain("zQ7", "canary");
      }
    }

    assertNothingLeaked();
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain("canary");
  }

  @Test
  void headers_thatSendTheKeyBack_leakNothing() {
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      for (int status : List.of(200, 302, 400, 429, 500)) {
        server.answerUnchecked(
            CheckedServer.json(
                status,
                Map.of(
                    "Peeker-Request-Id",
                    KEY,
                    "Content-Type",
                    "text/" + KEY,
                    "Location",
                    "https://api.peeker.ai/?" + KEY,
                    "Retry-After",
                    KEY,
                    "X-" + KEY,
                    KEY),
                "no"));
        drive("header", () -> client.orders().createWithResponse(order(PLAIN)));
      }
    }

    assertNothingLeaked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_live_zQ7canaryKey5f", "zQ7canaryPassword5f"})
  void bodies_cutOffWithinASecret_leakNoPartOfIt(String secret) {
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      for (int kept = 5; kept < secret.length(); kept += 4) {
        String body = "x".repeat(64 * 1024 - kept) + secret + "y";
        server.answerUnchecked(400, body).answerUnchecked(200, body);
        drive("cut off", () -> client.orders().create(order(PLAIN)));
        drive("cut off", () -> client.orders().create(order(PLAIN)));
      }
    }

    canary.secret("part of a secret", "x" + secret.substring(0, 5));
    assertNothingLeaked();
  }
}
