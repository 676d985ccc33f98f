package ai.peeker.partner.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.call.RateLimiter;
import ai.peeker.partner.error.CallException;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.testing.WebhookSigner;
import ai.peeker.partner.webhook.WebhookHandler;
import ai.peeker.partner.webhook.WebhookVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The meters of calls and webhooks. */
@Timeout(30)
class PeekerMetersTest extends TracedFixture {
  private static final String SECRET = "webhook-secret";

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PeekerMeters peekerMeters = PeekerMeters.of(meters);

  @Test
  void call_withARetry_countsItAndItsDelay() {
    peeker.faults().next(1).fail(503);
    try (PeekerClient client = clientBuilder().listener(peekerMeters).build()) {
      client.orders().create(order);
    }

    assertThat(meters.get("peeker.retries").tag("operation", "createOrder").counter().count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("peeker.waits")
                .tags("operation", "createOrder", "reason", "BACKOFF")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void wait_forAPermit_isMeasured() {
    RateLimiter slow =
        maxWait ->
            CompletableFuture.supplyAsync(
                () -> () -> {}, CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS));
    try (PeekerClient client = clientBuilder().rateLimiter(slow).listener(peekerMeters).build()) {
      client.account().me();
    }

    assertThat(
            meters
                .get("peeker.waits")
                .tag("reason", "CLIENT_RATE_LIMIT")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isPositive();
  }

  @Test
  void retryBudget_afterACallThatKeepsFailing_isLower() {
    peeker.faults().next(4).fail(500);
    try (PeekerClient client = clientBuilder().build()) {
      PeekerMeters.retryBudget(client, Tag.of("shop", "eu")).bindTo(meters);
      assertThat(budget()).isEqualTo(10);

      assertThatExceptionOfType(CallException.class)
          .isThrownBy(() -> client.orders().create(order));

      assertThat(budget()).isEqualTo(7);
    }
  }

  private double budget() {
    return meters.get("peeker.retries.available").tag("shop", "eu").gauge().value();
  }

  @Test
  void webhooks_areCountedByResultAndType() {
    WebhookHandler handler =
        WebhookHandler.builder(WebhookVerifier.builder().secret("test", Secret.of(SECRET)).build())
            .listener(peekerMeters)
            .fallback((event, context) -> {})
            .build();

    deliver(handler, "evt_1", "order.completed");
    deliver(handler, "evt_1", "order.completed");
    deliver(handler, "evt_2", "moon.rose.1");
    deliver(handler, "evt_3", "moon.rose.2");
    handler.handle(Map.of(), new byte[0]);

    assertThat(webhooks("HANDLED", "order.completed")).isEqualTo(1);
    assertThat(webhooks("DUPLICATE", "order.completed")).isEqualTo(1);
    assertThat(webhooks("HANDLED", "other")).isEqualTo(2);
    assertThat(webhooks("UNVERIFIED", "none")).isEqualTo(1);
  }

  private double webhooks(String result, String type) {
    return meters
        .get("peeker.webhook.results")
        .tags("result", result, "type", type)
        .counter()
        .count();
  }

  private static void deliver(WebhookHandler handler, String id, String type) {
    byte[] body =
        ("{\"id\":\"" + id + "\",\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> headers =
        new WebhookSigner(SECRET).headers(Instant.now().getEpochSecond(), id, body);
    handler.handle(headers, body);
  }

  @Test
  void meterHandler_ofTheObservations_countsEachCallAndAttemptOnce() {
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    peeker.faults().next(1).fail(503);
    try (PeekerClient client = clientBuilder().build()) {
      client.orders().create(order);
    }

    assertThat(meters.get("peeker.calls").timer().count()).isEqualTo(1);
    assertThat(meters.get("peeker.attempts").tag("status", "503").timer().count()).isEqualTo(1);
    assertThat(meters.get("peeker.attempts").tag("status", "200").timer().count()).isEqualTo(1);
    assertThat(meters.get("peeker.calls").timer().totalTime(TimeUnit.MILLISECONDS))
        .isGreaterThanOrEqualTo(1);
    assertThat(meters.getMeters())
        .extracting(meter -> meter.getId().getName())
        .contains("peeker.calls.attempt.503", "peeker.calls.wait.backoff");
  }
}
