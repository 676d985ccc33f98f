package ai.peeker.partner.testing.assertj;

import static ai.peeker.partner.testing.assertj.PeekerAssertions.assertThat;

import ai.peeker.partner.model.Secret;
import ai.peeker.partner.order.BundleOrder;
import ai.peeker.partner.order.Smartlead;
import ai.peeker.partner.testing.Delivery;
import ai.peeker.partner.testing.LocalOrder;
import ai.peeker.partner.testing.LocalPeeker;
import ai.peeker.partner.testing.ReceivedRequest;
import ai.peeker.partner.testing.junit.LocalPeekerExtension;
import java.net.URI;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeekerAssertionsTest {
  @RegisterExtension
  static final LocalPeekerExtension EXTENSION =
      LocalPeekerExtension.of(
          LocalPeeker.builder().apiKey("pk_test_MARKER").webhookSecret("secret-MARKER"));

  private final MockWebServer receiver = new MockWebServer();
  private LocalPeeker peeker;

  @BeforeEach
  void start(LocalPeeker started) throws Exception {
    peeker = started;
    receiver.start();
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:" + receiver.getPort()));
    peeker.addBundle("bun_one", 1);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void peekerWithoutOrders_asExpected() {
    assertThat(peeker).hasNoOrders().hasReceived("POST", "/orders", 0).hasNotSent("order.failed");
    messageOf(() -> assertThat(peeker).hasOrder("ord_1"))
        .hasMessageContaining("Expected the order ord_1, but there are 0: none");
    messageOf(() -> assertThat(peeker).hasDelivered("order.completed"))
        .hasMessageContaining("Expected an accepted order.completed. Deliveries: none");
  }

  @Test
  void peekerWithOrder_sayWhatThereIsInstead() {
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    String id = placeOrder();

    assertThat(peeker)
        .hasOrder(id)
        .hasOrders(1)
        .hasReceived("POST", "/orders", 1)
        .hasDelivered("order.in_progress");
    messageOf(() -> assertThat(peeker).hasNoOrders())
        .hasMessageContaining("Expected 0 orders, but there are 1:")
        .hasMessageContaining(id);
    messageOf(() -> assertThat(peeker).hasReceived("POST", "/orders", 2))
        .hasMessageContaining("POST /orders 2 times, but it was received 1 times")
        .hasMessageContaining("POST /partner/v1/orders -> 200");
    messageOf(() -> assertThat(peeker).hasDelivered("order.completed"))
        .hasMessageContaining("order.in_progress about " + id + " (attempt 1: status 200)");
    messageOf(() -> assertThat(peeker).hasNotSent("order.in_progress"))
        .hasMessageContaining("order.in_progress about " + id);
  }

  @Test
  void hasDelivered_rejectedEvent_fails() {
    receiver.enqueue(new MockResponse.Builder().code(500).build());
    placeOrder();

    messageOf(() -> assertThat(peeker).hasDelivered("order.in_progress"))
        .hasMessageContaining("(attempt 1: status 500)");
  }

  @Test
  void order_saysWhatItHasInstead() {
    placeOrder();
    LocalOrder order = peeker.orders().all().get(0);

    assertThat(order).hasStatus("in_progress").hasDomains("acme-mail.com");
    messageOf(() -> assertThat(order).hasStatus("completed"))
        .hasMessageContaining(order.id() + " to be completed, but it is in_progress");
    messageOf(() -> assertThat(order).hasDomains("acme-post.com"))
        .hasMessageContaining("to have [acme-post.com], but it has [acme-mail.com]");
  }

  @Test
  void request_withAPathOfTheContract_countsAllRecords() {
    String id = placeOrder();
    peeker.client().orders().get(id);

    assertThat(peeker).hasReceived("GET", "/orders/{id}", 1).hasReceived("GET", "/orders/" + id, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/partner/v1/orders", "orders", "/order"})
  void request_withAMisspelledPath_saysWhichPathsThereWere(String path) {
    placeOrder();

    for (int times : List.of(0, 1)) {
      messageOf(() -> assertThat(peeker).hasReceived("POST", path, times))
          .hasMessageContaining("The API has no POST " + path)
          .hasMessageContaining("Received:\n  POST /orders");
    }
  }

  @Test
  void delivery_saysWhatItIsInstead() {
    receiver.enqueue(new MockResponse.Builder().code(204).build());
    receiver.enqueue(new MockResponse.Builder().code(503).build());
    String id = placeOrder();
    peeker.webhooks().send("order.failed");
    List<Delivery> deliveries = peeker.webhooks().deliveries();

    assertThat(deliveries.get(0)).isAccepted().hasType("order.in_progress").isAbout(id);
    assertThat(deliveries.get(1)).isNotAccepted();
    messageOf(() -> assertThat(deliveries.get(0)).isNotAccepted())
        .hasMessageContaining("status 204");
    messageOf(() -> assertThat(deliveries.get(1)).isAccepted()).hasMessageContaining("status 503");
    messageOf(() -> assertThat(deliveries.get(0)).hasType("order.failed"))
        .hasMessageContaining("order.in_progress");
    messageOf(() -> assertThat(deliveries.get(0)).isAbout("ord_other")).hasMessageContaining(id);
  }

  @Test
  void request_saysWhatItIsInstead() {
    placeOrder();
    ReceivedRequest request = peeker.requests().get(0);

    assertThat(request).hasStatus(200).hasHeader("authorization").hasBodyContaining("bun_one");
    messageOf(() -> assertThat(request).hasStatus(201)).hasMessageContaining("-> 200");
    messageOf(() -> assertThat(request).hasHeader("X-Absent")).hasMessageContaining("X-Absent");
    messageOf(() -> assertThat(request).hasBodyContaining("bun_other"))
        .hasMessageContaining("containing \"bun_other\"");
  }

  /** Returns the message of a failure, which never contains a secret. */
  private static AbstractThrowableAssert<?, ?> messageOf(ThrowingCallable assertion) {
    Throwable failure = Assertions.catchThrowable(assertion);
    return Assertions.assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageNotContaining("MARKER");
  }

  private String placeOrder() {
    return peeker
        .client()
        .orders()
        .create(
            BundleOrder.builder()
                .user("client@example.com")
                .bundle("bun_one")
                .sequencer(
                    Smartlead.client(366903, "login@example.com", Secret.of("password-MARKER")))
                .domains(List.of("acme-mail.com"))
                .persona("Sam", "Lee")
                .build())
        .id();
  }
}
