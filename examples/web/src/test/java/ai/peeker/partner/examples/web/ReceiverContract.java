package ai.peeker.partner.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalPeeker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tests of every receiver, which is started and called over HTTP. */
abstract class ReceiverContract extends RequestContract {
  // ---- once

  @Test
  void webhook_verified_isHandled() throws Exception {
    assertStatus(200, signed());
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void webhook_deliveredAgain_hasNoSecondEffect() throws Exception {
    assertStatus(200, signed());
    assertStatus(200, signed());
    assertStatus(200, signed());

    assertThat(effects().count(order)).isEqualTo(1);
    assertThat(log.messages())
        .satisfiesExactly(
            first -> assertThat(first).contains("HANDLED, 200", id),
            second -> assertThat(second).contains("DUPLICATE, 200", id),
            third -> assertThat(third).contains("DUPLICATE, 200", id));
  }

  @Test
  void webhook_deliveredConcurrently_hasOneEffect() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    List<Integer> statuses = new ArrayList<>();
    try {
      Callable<Integer> sender = () -> Webhooks.send(signed().build()).statusCode();
      List<Callable<Integer>> all = IntStream.range(0, 24).mapToObj(i -> sender).toList();
      for (Future<Integer> status : senders.invokeAll(all)) {
        statuses.add(status.get());
      }
    } finally {
      senders.shutdown();
    }

    assertThat(statuses).hasSize(24).contains(200).isSubsetOf(200, 503);
    assertThat(effects().count(order)).isEqualTo(1);
  }

  @Test
  void webhook_whoseHandlerFails_isHandledWhenDeliveredAgain() throws Exception {
    effects().failNext(new IOException("disk full"));
    assertStatus(500, signed());
    assertThat(effects().count(order)).isZero();

    assertStatus(200, signed());
    assertStatus(200, signed());
    assertThat(effects().count(order)).isEqualTo(1);
  }

  // ---- log

  @Test
  void log_ofEachDelivery_isALineWithoutSecrets() throws Exception {
    effects().failNext(new IOException("canary of the handler\nand its second line"));
    assertStatus(500, signed());
    assertStatus(400, signed().setHeader("Peeker-Event-Id", "evt_canary-unverified"));
    assertStatus(200, signed());

    assertThat(log.messages())
        .satisfiesExactly(
            failed -> assertThat(failed).contains("FAILED, 500", id, "java.io.IOException"),
            refused -> assertThat(refused).contains("UNVERIFIED, 400, WRONG_SIGNATURE"),
            handled -> assertThat(handled).contains("HANDLED, 200", id))
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContain("canary", "\n", Webhooks.signature(id, body).substring(3)));
    assertThat(log.stackTraces()).isEmpty();
  }

  // ---- with LocalPeeker

  @Test
  void orderPlaced_itsWebhook_isAccepted() throws Exception {
    try (LocalPeeker peeker =
            LocalPeeker.builder()
                .clock(Clock.fixed(Webhooks.SIGNED_AT, ZoneOffset.UTC))
                .webhook(url(), Webhooks.SECRET)
                .start();
        PeekerClient client =
            PeekerClient.builder()
                .apiKey(peeker.apiKey())
                .baseUrl(peeker.baseUrl().toString())
                .build()) {
      client.orders().create(bundleOrder());
      Delivery delivery = peeker.webhooks().awaitDelivery(Duration.ofSeconds(15));

      assertThat(delivery.type()).isEqualTo("order.in_progress");
      assertThat(delivery.status()).as(delivery.toString()).hasValue(200);
    }
  }

  private static BundleOrder bundleOrder() {
    return BundleOrder.builder()
        .user("client@example.com")
        .bundle("bun_123")
        .sequencer(Smartlead.client(366903, "login@example.com", Secret.of("password")))
        .domains(IntStream.range(0, 10).mapToObj(i -> "acme-" + i + ".com").toList())
        .persona("Sam", "Lee")
        .build();
  }
}
