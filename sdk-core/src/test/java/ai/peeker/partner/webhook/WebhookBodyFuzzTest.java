package ai.peeker.partner.webhook;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are signed, from webhooks to nonsense: each is an event or malformed. */
class WebhookBodyFuzzTest {
  private static final String ORDER =
      "{\"id\":\"ord_1\",\"status\":\"completed\",\"domain_count\":3,\"pending_actions\":[],"
          + "\"costs\":{},\"domains\":[{\"domain\":\"a.com\"}],\"personas\":null,\"users\":1.5,"
          + "\"renews_at\":\"2026-06-08\",\"api_key\":{\"environment\":\"test\"}}";
  private static final String[] TYPES = {
    "order.in_progress",
    "order.completed",
    "order.action_required",
    "order.cancelled",
    "domain.connected",
    "domain.forwarding_failed",
    "domain_import.completed",
    "swap.created",
    "swap.failed",
    "order.paused",
    "note",
    ""
  };
  private static final String[] DATA = {
    "null",
    "true",
    "\"\"",
    "[]",
    "{}",
    "{\"id\":\"\\u0000\"}",
    "{\"id\":\"\\ud800\",\"costs\":1e999999999,\"domain_count\":-1}",
    "{\"domain\":{\"id\":\"dom_1\",\"domain\":\"a.com\",\"nameserver_groups\":{}}}",
    "{\"swap\":{\"id\":\"swp_1\",\"failed\":123456789012345678901234567890}}",
    "{\"domain_import\":{\"id\":\"imp_1\",\"forwarding_url\":\"é株😀\"}}",
    "[".repeat(1_100) + "]".repeat(1_100)
  };

  static Stream<Arguments> seeds() {
    Stream<String> orders =
        Stream.of(TYPES)
            .flatMap(
                type -> Stream.of(event(type, ORDER), event(type, "{\"order\":" + ORDER + "}")));
    Stream<String> others = Stream.of(DATA).map(data -> event("swap.created", data));
    Stream<String> broken =
        Stream.of(
            "",
            "\uFEFF{}",
            "[]",
            "null",
            "{\"id\":1,\"type\":2}",
            "{\"id\":\"evt_1\",\"id\":\"evt_2\",\"type\":\"x\"}",
            event("order.completed", ORDER).replace("2026-05-08T12:00:00Z", "+999999999-12-31"),
            event("order.completed", ORDER).substring(0, 90),
            event("order.completed", ORDER).replace("evt_1", "evt_2"));
    return Stream.of(orders, others, broken)
        .flatMap(seeds -> seeds)
        .map(body -> Arguments.of((Object) body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String event(String type, String data) {
    return SignedBodies.body(type, data);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_withoutJazzer_isAnEventOrMalformed(byte[] body) {
    check(body);
  }

  @MethodSource("seeds")
  @FuzzTest
  void body_ofAnyBytesThatAreSigned_isAnEventOrMalformed(byte[] body) {
    check(body);
  }

  private static void check(byte[] body) {
    String signature = FuzzedVerifier.REFERENCE.signature("evt_1", SignedWebhook.TIMESTAMP, body);
    String result =
        FuzzedVerifier.check(
            SignedWebhook.headers("evt_1", SignedWebhook.TIMESTAMP, "v1=" + signature), body);
    FuzzedVerifier.checkUnverified(body, result);
  }
}
