package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookRetryTest {
  private final MockWebServer receiver = new MockWebServer();
  private final LocalPeeker peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();

  @BeforeEach
  void start() throws Exception {
    receiver.start();
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.getPort() + "/"));
  }

  @AfterEach
  void stop() {
    peeker.close();
    receiver.close();
  }

  @Test
  void event_neverAccepted_isSentFiveTimesWithin24Hours() {
    respond(500, 500, 500, 500, 500, 500);
    peeker.webhooks().send("order.failed");

    peeker.clock().advance(Duration.ofHours(24));
    peeker.clock().advance(Duration.ofDays(30));

    List<Delivery> deliveries = peeker.webhooks().deliveries();
    assertThat(deliveries).extracting(Delivery::attempt).containsExactly(1, 2, 3, 4, 5);
    assertThat(deliveries).extracting(Delivery::eventId).containsOnly(deliveries.get(0).eventId());
    assertThat(deliveries)
        .extracting(delivery -> Duration.between(StartClock.START, delivery.time()))
        .containsExactly(
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofMinutes(35),
            Duration.ofMinutes(3 * 60 + 35),
            Duration.ofMinutes(21 * 60 + 35));
    assertThat(receiver.getRequestCount()).isEqualTo(5);
  }

  @Test
  void event_acceptedBySecondAttempt_isNotSentAgain() {
    respond(503, 202, 200);
    peeker.webhooks().send("order.failed");

    peeker.clock().advance(Duration.ofHours(24));

    assertThat(peeker.webhooks().deliveries())
        .extracting(delivery -> delivery.status().orElseThrow())
        .containsExactly(503, 202);
  }

  @Test
  void retry_oneSecondEarly_isNotSentYet() {
    respond(500, 200);
    peeker.webhooks().send("order.failed");

    peeker.clock().advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(peeker.webhooks().deliveries()).hasSize(1);
    peeker.clock().advance(Duration.ofSeconds(1));
    assertThat(peeker.webhooks().deliveries()).hasSize(2);
  }

  @Test
  void redirect_isNotFollowedAndRetried() {
    receiver.enqueue(
        new MockResponse.Builder().code(301).setHeader("Location", receiver.url("/new")).build());
    respond(200);
    peeker.webhooks().send("order.failed");

    peeker.clock().advance(Duration.ofMinutes(5));

    assertThat(peeker.webhooks().deliveries())
        .extracting(delivery -> delivery.status().orElseThrow())
        .containsExactly(301, 200);
    assertThat(receiver.getRequestCount()).isEqualTo(2);
  }

  @Test
  void redeliver_acceptedEvent_sendsTheSameEventAgain() {
    respond(200, 200);
    String id = peeker.webhooks().send("order.completed");
    peeker.webhooks().redeliver(id);
    peeker.clock().advance(Duration.ZERO);

    List<Delivery> deliveries = peeker.webhooks().deliveries();
    assertThat(deliveries).extracting(Delivery::attempt).containsExactly(1, 2);
    assertThat(deliveries).extracting(Delivery::eventId).containsExactly(id, id);
    assertThat(deliveries).extracting(Delivery::body).containsOnly(deliveries.get(0).body());
  }

  @Test
  void redeliver_acceptedEventRejectedNow_isNotRetried() {
    respond(200, 500);
    String id = peeker.webhooks().send("order.completed");
    peeker.webhooks().redeliver(id);

    peeker.clock().advance(Duration.ofHours(24));

    assertThat(peeker.webhooks().deliveries()).hasSize(2);
  }

  @Test
  void redeliver_eventFromBeforeTheUrl_isSent() {
    try (LocalPeeker other = LocalPeeker.start()) {
      String id = other.webhooks().send("order.completed");
      assertThatIllegalStateException()
          .isThrownBy(() -> other.webhooks().redeliver(id))
          .withMessageContaining("no webhook URL is set");

      respond(200);
      other.webhooks().sendTo(URI.create("http://localhost:" + receiver.getPort() + "/"));
      other.webhooks().redeliver(id);
      other.clock().advance(Duration.ZERO);

      assertThat(other.webhooks().deliveries()).extracting(Delivery::attempt).containsExactly(0, 1);
    }
  }

  @Test
  void redeliver_unknownEvent_namesTheEvents() {
    respond(200);
    String id = peeker.webhooks().send("order.completed");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> peeker.webhooks().redeliver("evt_unknown"))
        .withMessageContaining("evt_unknown")
        .withMessageContaining(id);
  }

  private void respond(int... statuses) {
    for (int status : statuses) {
      receiver.enqueue(new MockResponse.Builder().code(status).build());
    }
  }
}
