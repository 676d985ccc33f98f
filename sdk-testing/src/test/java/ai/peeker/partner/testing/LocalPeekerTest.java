package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.error.ClientClosedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPeekerTest {
  @Test
  void instance_started_listensOnLoopbackUnderTheApisPath() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertThat(peeker.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:[0-9]+/partner/v1");
    }
  }

  @Test
  void instances_started_haveDifferentKeysAndSecrets() {
    try (LocalPeeker one = LocalPeeker.start();
        LocalPeeker other = LocalPeeker.start()) {
      assertThat(one.apiKey()).startsWith("pk_test_").isNotEqualTo(other.apiKey());
      assertThat(one.webhooks().secret()).isNotBlank().isNotEqualTo(other.webhooks().secret());
    }
  }

  @Test
  void instances_sameCalls_giveTheSameIds() throws Exception {
    try (LocalPeeker one = LocalPeeker.start();
        LocalPeeker other = LocalPeeker.start()) {
      new TestClient(one).order(Fixtures.bundleOrder());
      new TestClient(other).order(Fixtures.bundleOrder());

      assertThat(one.orders().all().get(0).id()).isEqualTo(other.orders().all().get(0).id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_live_secret", "pk_test_", "", " ", "pk_test_a b", "pk_test_a\n"})
  void apiKey_notATestKey_isRejectedWithoutShowingIt(String apiKey) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().apiKey(apiKey))
        .withMessageContaining("apiKey must be pk_test_")
        .withMessageNotContaining("pk_live_secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void addBundle_withoutDomains_isRejected(int requiredDomains) {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> peeker.addBundle("bun_none", requiredDomains))
          .withMessageContaining("requiredDomains is out of range: " + requiredDomains);
    }
  }

  @Test
  void builderBundle_blankId_isRejectedImmediately() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().bundle(" ", 1))
        .withMessageContaining("id must not be blank");
  }

  @Test
  void webhookSecret_blank_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().webhook(URI.create("http://localhost"), " "))
        .withMessageContaining("webhookSecret must not be blank");
  }

  @Test
  @SuppressWarnings("NullAway") // the test passes null
  void null_isRejectedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> LocalPeeker.builder().clock(null))
        .withMessageContaining("clock must not be null");
  }

  @Test
  void requests_received_haveBodyAndRequestId() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      TestClient client = new TestClient(peeker);
      client.get("/orders?per_page=1");
      TestResponse response = client.order(Fixtures.bundleOrder());

      List<ReceivedRequest> requests = peeker.requests();

      assertThat(requests).extracting(ReceivedRequest::method).containsExactly("GET", "POST");
      assertThat(requests.get(0).query()).isEqualTo("per_page=1");
      ReceivedRequest order = requests.get(1);
      assertThat(order.path()).isEqualTo("/partner/v1/orders");
      assertThat(order.query()).isEmpty();
      assertThat(order.body()).isEqualTo(Fixtures.bundleOrder().toString());
      assertThat(order.status()).isEqualTo(200);
      assertThat(order.requestId())
          .isEqualTo(response.headers().firstValue("Peeker-Request-Id").orElseThrow());
      assertThat(order.header("content-TYPE")).hasValue("application/json");
      assertThat(order.headers("Authorization")).containsExactly("Bearer " + peeker.apiKey());
      assertThat(order.header("X-Absent")).isEmpty();
      assertThat(order.headerNames()).anyMatch("authorization"::equalsIgnoreCase);
    }
  }

  @Test
  void toString_ofEachPublicType_containsNoSecret() throws Exception {
    LocalPeeker.Builder builder =
        LocalPeeker.builder().apiKey("pk_test_MARKER").webhookSecret("secret-MARKER");
    try (LocalPeeker peeker = builder.start()) {
      peeker.webhooks().sendTo(URI.create("http://127.0.0.1:1/"));
      ObjectNode body = Fixtures.bundleOrder();
      Fixtures.sequencer(body).put("login_password", "password-MARKER");
      TestResponse response = new TestClient(peeker).order(body);
      Delivery delivery = peeker.webhooks().awaitDelivery(Duration.ofSeconds(10));

      assertThat(
              List.of(
                  builder, peeker, peeker.requests(), peeker.orders().all(), delivery, response))
          .asString()
          .doesNotContain("MARKER");
    }
  }

  @Test
  void reset_afterEverything_isAsStarted() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.builder().clock(StartClock.fixed()).start()) {
      TestClient client = new TestClient(peeker);
      client.order(Fixtures.bundleOrder());
      String first = peeker.orders().all().get(0).id();
      peeker.clock().advance(Duration.ofDays(1));
      peeker.faults().next(5).fail(500);
      peeker.faults().random(1, 1);

      peeker.reset();

      assertThat(peeker.orders().all()).isEmpty();
      assertThat(peeker.requests()).isEmpty();
      assertThat(peeker.clock().now()).isEqualTo(StartClock.START);
      assertThat(client.order(Fixtures.bundleOrder()).data().path("id").asText()).isEqualTo(first);
    }
  }

  @Test
  void client_handedOut_hasNoRateLimitOfItsOwn() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      for (int call = 0; call < 700; call++) {
        peeker.client().account().me();
      }

      assertThat(peeker.requests()).hasSize(700);
    }
  }

  @Test
  void client_askedForTwice_isTheSame() {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertThat(peeker.client()).isSameAs(peeker.client());
    }
  }

  @Test
  void close_closesTheClientHandedOut() {
    LocalPeeker peeker = LocalPeeker.start();
    PeekerClient client = peeker.client();
    peeker.close();

    assertThatExceptionOfType(ClientClosedException.class).isThrownBy(() -> client.account().me());
  }

  @Test
  void close_twice_endsListeningAndKeepsTheRecords() throws Exception {
    LocalPeeker peeker = LocalPeeker.start();
    TestClient client = new TestClient(peeker);
    client.order(Fixtures.bundleOrder());
    peeker.close();
    peeker.close();

    assertThatIOException().isThrownBy(() -> client.get("/me"));
    assertThat(peeker.orders().all()).hasSize(1);
    assertThat(peeker.requests()).hasSize(1);
  }
}
