package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.webhook.WebhookVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookShapeTest {
  private final MockWebServer receiver = new MockWebServer();
  private final LocalPeeker peeker =
      LocalPeeker.builder().clock(StartClock.fixed()).webhookSecret("local-secret").start();
  private final Webhooks webhooks = peeker.webhooks();

  @BeforeEach
  void start() throws Exception {
    receiver.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(200).build();
          }
        });
    receiver.start();
    webhooks.sendTo(URI.create("http://127.0.0.1:" + receiver.getPort() + "/"));
  }

  @AfterEach
  void stop() {
    peeker.close();
    receiver.close();
  }

  @Test
  void property_changesTheBodyBeforeItIsSigned() throws Exception {
    webhooks
        .next(1)
        .property("type", "order.paused")
        .property("data.color.name", "blue")
        .property("data.status", null)
        .withoutProperty("created_at");
    webhooks.send("order.failed", "{\"id\":\"ord_9\",\"status\":\"failed\"}");

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    String id = webhooks.awaitDelivery(Duration.ofSeconds(10)).eventId();
    assertThat(event.getBody().utf8())
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"type\":\"order.paused\","
                + "\"data\":{\"id\":\"ord_9\",\"status\":null,\"color\":{\"name\":\"blue\"}}}");
    assertThat(verify(event)).isEqualTo("order.paused");
  }

  @Test
  void next_appliesToThatManyEvents() {
    webhooks.next(2).property("data.status", "odd");
    webhooks.send("order.failed");
    webhooks.send("order.failed");
    webhooks.send("order.failed");

    assertThat(bodies())
        .extracting(body -> body.contains("odd"))
        .containsExactly(true, true, false);
  }

  @Test
  void next_withAFilter_letsOtherEventsPass() {
    webhooks.next(1, EventFilter.type("swap.failed")).property("data.status", "odd");
    webhooks.send("order.failed");
    webhooks.send("swap.failed");
    webhooks.send("swap.failed");

    assertThat(bodies())
        .extracting(body -> body.contains("odd"))
        .containsExactly(false, true, false);
  }

  @Test
  void every_appliesToMatchingEvents() {
    webhooks.every(EventFilter.type("swap.failed")).property("data.status", "odd");
    webhooks.send("order.failed");
    webhooks.send("swap.failed");
    webhooks.send("swap.failed");

    assertThat(bodies())
        .extracting(body -> body.contains("odd"))
        .containsExactly(false, true, true);
  }

  @Test
  void signedWith_anotherSecret_isNotVerified() throws Exception {
    webhooks.next(1).signedWith("wrong-secret");
    webhooks.send("order.failed");

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    assertThat(verifier("wrong-secret").verify(headers(event), event.getBody().toByteArray()))
        .isNotNull();
    assertThat(event.getHeaders().get("Peeker-Signature"))
        .isNotEqualTo(signature(event, "local-secret"));
  }

  @Test
  void signedWith_twoSecrets_hasBothSignatures() throws Exception {
    webhooks.next(1).signedWith("old-secret", "local-secret");
    webhooks.send("order.failed");

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    assertThat(event.getHeaders().get("Peeker-Signature"))
        .isEqualTo(signature(event, "old-secret") + "," + signature(event, "local-secret"));
    assertThat(verify(event)).isEqualTo("order.failed");
  }

  @Test
  void timestamp_old_isSignedWithIt() throws Exception {
    webhooks.next(1).timestamp(Instant.ofEpochSecond(1_000));
    webhooks.send("order.failed");

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    assertThat(event.getHeaders().get("Peeker-Timestamp")).isEqualTo("1000");
    assertThat(event.getHeaders().get("Peeker-Signature"))
        .isEqualTo(signature(event, "local-secret"));
  }

  @Test
  void header_setAddedOrRemoved_isSentThatWay() throws Exception {
    webhooks
        .next(1)
        .header("peeker-signature", "v2=abc")
        .header("X-Twice", "1", "2")
        .header("Peeker-Timestamp");
    webhooks.send("order.failed");

    RecordedRequest event = receiver.takeRequest(10, TimeUnit.SECONDS);
    assertThat(event.getHeaders().values("Peeker-Signature")).containsExactly("v2=abc");
    assertThat(event.getHeaders().values("X-Twice")).containsExactly("1", "2");
    assertThat(event.getHeaders().get("Peeker-Timestamp")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "\u00e4"})
  void header_invalidName_isRejected(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> webhooks.next(1).header(name, "1"));
  }

  @Test
  void body_replaced_isSentAsItIs() throws Exception {
    webhooks.next(1).body(body -> body.substring(0, 10));
    webhooks.send("order.failed");

    assertThat(receiver.takeRequest(10, TimeUnit.SECONDS).getBody().utf8())
        .isEqualTo("{\"id\":\"evt");
  }

  @Test
  void body_functionThatThrows_isInTheLog() {
    webhooks
        .next(1)
        .body(
            body -> {
              throw new IllegalStateException("of the test");
            });
    webhooks.send("order.failed");

    assertThat(webhooks.deliveries().get(0).failure().orElseThrow()).contains("of the test");
  }

  @Test
  void times_two_sendsTheSameEventTwice() {
    webhooks.next(1).times(2);
    webhooks.send("order.failed");

    assertThat(bodies()).hasSize(2);
    assertThat(webhooks.deliveries().get(1).eventId())
        .isEqualTo(webhooks.deliveries().get(0).eventId());
  }

  @Test
  void hold_releasedInAnotherOrder_isSentInThatOrder() {
    webhooks.next(3).hold();
    List<String> sent = new ArrayList<>();
    sent.add(webhooks.send("order.in_progress"));
    sent.add(webhooks.send("order.action_required"));
    sent.add(webhooks.send("order.completed"));
    assertThat(bodies()).isEmpty();
    assertThat(webhooks.held()).isEqualTo(sent);

    Collections.reverse(sent);
    sent.forEach(webhooks::release);
    peeker.clock().advance(Duration.ZERO);

    assertThat(webhooks.deliveries()).extracting(Delivery::eventId).isEqualTo(sent);
    assertThat(webhooks.held()).isEmpty();
  }

  @Test
  void release_ofAnEventThatIsNotHeld_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> webhooks.release("evt_1"))
        .withMessageContaining("evt_1 is held");
  }

  @Test
  void delay_isWaitedForOnTheClock() {
    webhooks.next(1).delay(Duration.ofHours(1));
    webhooks.send("order.in_progress");
    webhooks.send("order.completed");

    peeker.clock().advance(Duration.ofHours(1));

    assertThat(webhooks.deliveries())
        .extracting(Delivery::type)
        .containsExactly("order.completed", "order.in_progress");
  }

  @Test
  void drop_isInTheLogAsNotSent() {
    webhooks.next(1).drop();
    webhooks.send("order.failed");
    peeker.clock().advance(Duration.ofHours(24));

    assertThat(receiver.getRequestCount()).isZero();
    assertThat(webhooks.deliveries().get(0).failure()).hasValue("dropped by the test");
  }

  @Test
  void redeliver_withAScript_isReshaped() {
    String id = webhooks.send("order.failed");
    webhooks.next(1).property("data.status", "odd");
    webhooks.redeliver(id);

    assertThat(bodies()).extracting(body -> body.contains("odd")).containsExactly(false, true);
  }

  private List<String> bodies() {
    peeker.clock().advance(Duration.ZERO); // waits for the deliveries
    return webhooks.deliveries().stream().map(Delivery::body).toList();
  }

  private static String verify(RecordedRequest event) {
    return verifier("local-secret").verify(headers(event), event.getBody().toByteArray()).type();
  }

  private static WebhookVerifier verifier(String secret) {
    return WebhookVerifier.builder()
        .secret("test", Secret.of(secret))
        .clock(StartClock.fixed())
        .build();
  }

  private static Map<String, List<String>> headers(RecordedRequest event) {
    return event.getHeaders().toMultimap();
  }

  private static String signature(RecordedRequest event, String secret) {
    return new WebhookSigner(secret)
        .sign(
            Long.parseLong(event.getHeaders().get("Peeker-Timestamp")),
            event.getHeaders().get("Peeker-Event-Id"),
            event.getBody().toByteArray());
  }
}
