package ai.peeker.partner;

import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.poll.PollOptions;
import ai.peeker.partner.poll.WebhookSignals;
import ai.peeker.partner.testkit.WebhookSigner;
import ai.peeker.partner.webhook.VerifiedWebhook;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with states to wait for, a client whose time passes by itself, and webhooks. */
@Timeout(60)
abstract class WaitFixture {
  static final String ORDER = "ord_1";

  private static final String SECRET = "whsec_wait";

  @RegisterExtension final CheckedServer server = CheckedServer.start();

  final HandTime time = new HandTime();
  final WebhookSignals signals = new WebhookSignals();
  final PollOptions withSignals = PollOptions.builder().signals(signals).build();
  final PeekerClient client =
      Clients.builder(server)
          .time(time)
          .retryPolicy(ai.peeker.partner.call.RetryPolicy.none())
          .build();

  /** Answers the next polls with a list that contains the order, each in one of the statuses. */
  void orderIs(String... statuses) {
    Stream.of(statuses).forEach(status -> server.answer(200, page(null, order(ORDER, status))));
  }

  void fails(int status, String code) {
    server.answer(DomainServer.error(status, code));
  }

  static String order(String id, String status) {
    return "{\"id\":\""
        + id
        + "\",\"user_id\":null,\"email\":null,\"status\":\""
        + status
        + "\",\"domain_count\":2,\"costs\":{\"total_cents\":6800,\"currency\":\"usd\"},"
        + "\"renews_at\":null,\"created_at\":\"2026-05-08T12:00:00Z\"}";
  }

  String page(String nextToken, String... rows) {
    String next =
        nextToken == null
            ? "null"
            : "\"" + server.baseUrl() + "/orders?per_page=100&page_token=" + nextToken + "\"";
    return Stream.of(rows).collect(Collectors.joining(",", "{\"data\":[", "],\"links\":"))
        + "{\"first\":\""
        + server.baseUrl()
        + "/orders\",\"next\":"
        + next
        + "}}";
  }

  static MockResponse swap(String status) {
    return CheckedServer.json(
        200,
        Map.of(),
        "{\"data\":{\"id\":\"swp_1\",\"type\":\"standard\",\"domain_id\":\"dom_1\","
            + "\"replacement_domain\":\"acme-fresh.com\",\"status\":\""
            + status
            + "\",\"created_at\":\"2026-05-08T12:00:00Z\"}}");
  }

  static MockResponse forwarding(String status, String failed) {
    return CheckedServer.json(
        200,
        Map.of(),
        "{\"data\":{\"id\":\"fwj_1\",\"status\":\""
            + status
            + "\",\"completed_count\":1,\"failed_count\":1,\"forwarding_url\":\"https://acme.com\","
            + "\"completed\":[\"a.com\"],\"failed\":["
            + failed
            + "],\"created_at\":\"2026-05-08T12:00:00Z\"}}");
  }

  static VerifiedWebhook webhook(String type, String subject) {
    byte[] body =
        ("{\"id\":\"evt_1\",\"type\":\""
                + type
                + "\",\"created_at\":\"2026-05-08T12:00:00Z\",\"data\":{\"id\":\""
                + subject
                + "\",\"status\":\"completed\"}}")
            .getBytes(StandardCharsets.UTF_8);
    long timestamp = HandTime.START.getEpochSecond();
    return WebhookVerifier.builder()
        .clock(Clock.fixed(HandTime.START, ZoneOffset.UTC))
        .secret("test", Secret.of(SECRET))
        .build()
        .verify(
            Map.of(
                "Peeker-Event-Id", List.of("evt_1"),
                "Peeker-Timestamp", List.of(String.valueOf(timestamp)),
                "Peeker-Signature",
                    List.of(new WebhookSigner(SECRET).sign(timestamp, "evt_1", body))),
            body);
  }
}
