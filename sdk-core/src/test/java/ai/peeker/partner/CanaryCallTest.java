package ai.peeker.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.contract.CheckedServer;
import ai.peeker.partner.internal.http.ManagedOkHttpClient;
import ai.peeker.partner.model.OrderSummary;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that fail or succeed, and webhooks, reveal no secret. */
@Timeout(120)
class CanaryCallTest extends CanaryFixture {
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

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(HOOK), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
  }
}
