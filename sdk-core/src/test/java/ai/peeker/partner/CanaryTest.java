package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.RetryPolicy;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.model.OrderRequest;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.model.Sequencer;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.CustomOrder;
import ai.peeker.partner.order.GoogleDensity;
import ai.peeker.partner.order.Order;
import ai.peeker.partner.order.OrderBuilder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.webhook.WebhookVerifier;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drives the SDK with secrets that are easy to find again, past servers that send them back, and
 * searches everything that comes out: outputs, logs, texts of objects, exceptions with their
 * causes.
 */
@Timeout(120)
class CanaryTest {
  private static final String KEY = "pk_live_zQ7canaryKey5f";
  private static final String HOOK = "whsec_zQ7canaryHook5f";
  private static final String PLAIN = "zQ7canaryPassword5f";
  private static final String ODD = "zQ7\"can\\ary/P\u00e4\u20ac\ud83d\ude00 w&<'d>+%5f";
  private static final String LONG = "zQ7canaryLong5f".repeat(40);

  private final Canary canary = new Canary().secret("API key", KEY).secret("webhook secret", HOOK);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          // the test server tells on its own side what it received, which is not ours to hide
          if (!String.valueOf(logged.getLoggerName()).startsWith("mockwebserver3")) {
            canary.sawText("log", new SimpleFormatter().format(logged));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  static Stream<String> passwords() {
    return Stream.of(PLAIN, ODD, LONG);
  }

  @BeforeEach
  void listen() {
    PrintStream capture = new PrintStream(output, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    log.setLevel(Level.ALL);
    root.addHandler(log);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(level);
    root.removeHandler(log);
    System.setOut(out);
    System.setErr(err);
  }

  private void assertNothingLeaked() {
    canary.sawText("output", output.toString(StandardCharsets.UTF_8));
    assertThat(canary.size()).as("characters searched").isGreaterThan(200);
    assertThat(canary.leaks()).isEmpty();
  }

  private void drive(String where, Callable<?> action) {
    Object[] result = new Object[1];
    Throwable thrown = catchThrowable(() -> result[0] = action.call());
    canary.saw(where, thrown == null ? result[0] : thrown);
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void search_findsEachFormOfASecret(String password) throws Exception {
    Canary searching = new Canary().secret("password", password);
    for (String form : searching.forms()) {
      Canary one = new Canary().secret("password", password);
      one.saw("somewhere", new IllegalStateException("x", new IllegalStateException(form)));
      assertThat(one.leaks()).as(form).isNotEmpty();
    }
    Canary held = new Canary().secret("password", password);
    held.saw("model", Samples.bundleOrder().withBundle(Samples.bundle(1)));
    assertThat(held.leaks()).isEmpty();
    held.saw("model", Map.of("a", List.of(Optional.of("<" + password + ">"))));
    assertThat(held.leaks()).isNotEmpty();
  }

  @Test
  void settings_thatAreWrong_leakNothing() {
    for (String key :
        List.of(
            KEY, KEY + " ", " " + KEY, KEY + "\n", KEY + "\u00e4", "x" + KEY, "Bearer " + KEY)) {
      drive("key", () -> PeekerClient.builder().apiKey(key));
      drive("client", () -> PeekerClient.builder().apiKey(key).build());
      drive("environment", () -> PeekerClient.fromEnvironment(Map.of("PEEKER_API_KEY", key)));
      drive("url", () -> PeekerClient.builder().apiKey(KEY).baseUrl(key));
      for (String url :
          List.of(
              "https://" + KEY + "@api.peeker.ai",
              "https://a:" + KEY + "@api.peeker.ai:99999",
              "http://api.peeker.ai/" + KEY,
              "https://api.peeker.ai?key=" + KEY,
              "https://api.peeker.ai#" + KEY)) {
        drive("url", () -> PeekerClient.builder().apiKey(KEY).baseUrl(url));
        drive(
            "environment",
            () ->
                PeekerClient.fromEnvironment(
                    Map.of("PEEKER_API_KEY", KEY, "PEEKER_BASE_URL", url)));
      }
    }

    assertNothingLeaked();
  }

  private static Order order(String password) {
    return lastStep(password).build();
  }

  private static OrderBuilder.BuildStep<CustomOrder> lastStep(String password) {
    return CustomOrder.builder()
        .user("client@example.com")
        .google(2, GoogleDensity.TWO)
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of(password)))
        .domains("a.com")
        .persona("Sam", "Lee");
  }

  private static String json(String password) {
    try {
      return Samples.page(
          "custom_order",
          Map.of(
              "sequencer",
              "{\"provider\":\"smartlead\",\"client_id\":1,\"login_email\":\"a@b.c\","
                  + "\"login_password\":"
                  + new ObjectMapper().writeValueAsString(password)
                  + "}"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void orders_rightAndWrong_leakNothing(String password) {
    canary.secret("password", password);
    Order order = order(password);
    canary.saw("order", order);
    canary.saw("request", order.toRequest());
    canary.saw("count", order.domainCount());
    canary.saw("step", lastStep(password));
    drive("count", () -> Samples.customOrder(3).domainCount());
    drive("refusal", () -> lastStep(password).domain("no domain"));
    drive("refusal", () -> lastStep(password).forwardingUrl(""));
    drive("refusal", () -> lastStep(password).persona("", ""));
    drive("refusal", () -> Smartlead.client(1, "", Secret.of(password)));
    drive("refusal", () -> Smartlead.client("", "a@b.c", Secret.of(password)));
    drive("refusal", () -> Smartlead.client(1, null, Secret.of(password)));
    drive("refusal", () -> Sequencer.builder().loginPassword(Secret.of(password)).build());
    drive("refusal", () -> BundleOrder.builder().user("a@b.c").bundle("b").sequencer(null));

    assertNothingLeaked();
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void parsing_ofWrongText_leaksNothing(String password) {
    canary.secret("password", password);
    String json = json(password);
    drive("parsed", () -> Orders.parse(json));
    int step = Math.max(1, json.length() / 60);
    for (int end = 0; end < json.length(); end += step) {
      String cut = json.substring(0, end);
      String broken = cut + "\u0001" + json.substring(end);
      drive("cut off", () -> Orders.parse(cut));
      drive("broken", () -> Orders.parse(broken));
    }
    for (String wrong : List.of("[%s]", "{\"a\":%s}", "{%s:1}", "[[%s],{%s:%s}]", "%s%s")) {
      String inside = json.replaceFirst("(\"login_password\":)(.*?[^\\\\]\")(\\}|,)", "$1@$3");
      String value = json.replaceFirst("(?s).*\"login_password\":(.*?[^\\\\]\")(\\}|,).*", "$1");
      String text = inside.replace("@", wrong.replace("%s", value));
      drive("wrong kind", () -> Orders.parse(text));
      drive("twice", () -> Orders.parse(text.replace("{\"user\"", text + "{\"user\"")));
      drive("unknown shape", () -> OrderRequest.fromJson(plain(text)));
      drive("unknown shape", () -> Order.of(OrderRequest.fromJson(plain(text))));
    }
    for (String member : List.of("user", "domains", "personas", "google_licenses")) {
      for (String value : List.of("", "null", "7", "\"x\"", "{}", "[]")) {
        drive("wrong member", () -> Orders.parse(change(json, member, value)));
      }
    }

    assertNothingLeaked();
  }

  private static Object plain(String json) throws JsonProcessingException {
    return new ObjectMapper().readValue(json, Object.class);
  }

  private static String change(String json, String member, String value) {
    ObjectNode tree = (ObjectNode) Samples.tree(json);
    if (value.isEmpty()) {
      tree.remove(member);
    } else {
      tree.set(member, Samples.tree(value));
    }
    return tree.toString();
  }

  /** All the ways in which a server could send a secret back. */
  private static List<String> echoes(String secret) {
    List<String> texts = new ArrayList<>(new Canary().secret("", secret).forms());
    StringBuilder escaped = new StringBuilder();
    secret.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
    texts.add(escaped.toString());
    texts.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    Map<Boolean, String> byFit = // what fits into a JSON text, and what would break it
        texts.stream()
            .collect(Collectors.partitioningBy(CanaryTest::fits, Collectors.joining(" ; ")));
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

  private static PeekerClient client(CheckedServer server) {
    return PeekerClient.builder()
        .apiKey(KEY)
        .baseUrl(server.baseUrl().toString())
        .retryPolicy(RetryPolicy.none())
        .time(new HandTime())
        .build();
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

  @Test
  void calls_thatFailBelowHttp_leakNothing() {
    canary.secret("password", ODD);
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      drive("disconnect", () -> client.orders().create(order(server.disconnect(), ODD)));
      server.answerUnchecked(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      PeekerClient hasty =
          PeekerClient.builder()
              .apiKey(KEY)
              .baseUrl(server.baseUrl().toString())
              .timeout(Duration.ofMillis(200))
              .build();
      drive("timeout", () -> hasty.orders().create(order(ODD)));
      Thread.currentThread().interrupt();
      drive("interrupt", () -> client.orders().create(order(ODD)));
      assertThat(Thread.interrupted()).isTrue();
      canary.saw("client", client);
      canary.saw("client", client.orders());
      canary.saw("client", client.transport());
      canary.saw("builder", PeekerClient.builder().apiKey(KEY));
      canary.saw("http", ManagedOkHttpClient.of(null));
      drive("refused", () -> closed().orders().create(order(ODD)));
    }

    assertNothingLeaked();
  }

  private static Order order(CheckedServer prepared, String password) {
    assertThat(prepared).isNotNull();
    return order(password);
  }

  private static PeekerClient closed() {
    CheckedServer gone = CheckedServer.start();
    String url = gone.baseUrl().toString();
    gone.close();
    return PeekerClient.builder().apiKey(KEY).baseUrl(url).time(new HandTime()).build();
  }

  @Test
  void calls_thatSucceed_leakNothing() {
    canary.secret("password", ODD);
    try (CheckedServer server = CheckedServer.start();
        PeekerClient client = client(server)) {
      server.answer(200, Map.of("Peeker-Request-Id", "req_1"), Samples.page("new_order"));
      ApiResponse<OrderSummary> response = client.orders().createWithResponse(order(ODD));

      canary.saw("response", response);
      canary.saw("receipt", response.body());
    }

    assertNothingLeaked();
  }

  @Test
  void webhooks_rightAndWrong_leakNothing() throws Exception {
    HandTime time = new HandTime();
    WebhookVerifier.Builder builder =
        WebhookVerifier.builder()
            .secret("live", Secret.of(HOOK))
            .clock(Clock.fixed(time.now(), ZoneOffset.UTC));
    WebhookVerifier verifier = builder.build();
    canary.saw("builder", builder);
    canary.saw("verifier", verifier);
    String timestamp = String.valueOf(time.now().getEpochSecond());
    for (String body :
        List.of(
            "",
            "no JSON " + HOOK,
            "{\"id\":\"evt_1\"}",
            "{\"id\":\"evt_1\",\"type\":7,\"a\":\"b\"}",
            "{\"id\":\"evt_2\",\"type\":\"order.completed\"}",
            "{\"id\":\"evt_1\",\"type\":\"order.completed\",\"data\":{\"id\":\"ord_1\"}}")) {
      String signature = hmac(timestamp + ".evt_1." + body);
      canary.secret("expected signature", signature);
      for (String given :
          List.of("v1=" + signature, "v1=" + "0".repeat(64), "v1=" + HOOK, HOOK, "")) {
        for (String at : List.of(timestamp, "0", "", HOOK)) {
          for (String id : List.of("evt_1", "", HOOK + "\n")) {
            Map<String, List<String>> headers =
                Map.of(
                    "Peeker-Event-Id",
                    List.of(id),
                    "Peeker-Timestamp",
                    List.of(at),
                    "Peeker-Signature",
                    List.of(given));
            drive("webhook", () -> verifier.verify(headers, bytes(body)));
          }
        }
      }
    }
    drive("secret", () -> WebhookVerifier.builder().secret("", Secret.of(HOOK)));
    drive("secret", () -> WebhookVerifier.builder().secret(null, Secret.of(HOOK)));
    drive("secret", () -> builder.secret("live", Secret.of(HOOK)));

    assertNothingLeaked();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(HOOK), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
  }
}
