package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

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
  void instances_eachHaveAKeyAndASecretOfTheirOwn() {
    try (LocalPeeker one = LocalPeeker.start();
        LocalPeeker other = LocalPeeker.start()) {
      assertThat(one.apiKey()).startsWith("pk_test_").isNotEqualTo(other.apiKey());
      assertThat(one.webhookSecret()).isNotBlank().isNotEqualTo(other.webhookSecret());
    }
  }

  @Test
  void instances_sameCalls_giveTheSameIds() throws Exception {
    try (LocalPeeker one = LocalPeeker.start();
        LocalPeeker other = LocalPeeker.start()) {
      new Caller(one).order(Bodies.bundleOrder());
      new Caller(other).order(Bodies.bundleOrder());

      assertThat(one.orders().get(0).id()).isEqualTo(other.orders().get(0).id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pk_live_secret", "pk_test_", "", " ", "pk_test_a b", "pk_test_a\n"})
  void apiKey_notATestKey_isRefusedWithoutShowingIt(String apiKey) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().apiKey(apiKey))
        .withMessageContaining("must be pk_test_")
        .withMessageNotContaining("pk_live_secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void addBundle_withoutDomains_isRefused(int requiredDomains) {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> peeker.addBundle("bun_none", requiredDomains))
          .withMessageContaining("bun_none requires " + requiredDomains);
    }
  }

  @Test
  void builderBundle_blankId_isRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().bundle(" ", 1))
        .withMessageContaining("bundle id is blank");
  }

  @Test
  void webhookSecret_blank_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalPeeker.builder().webhook(URI.create("http://localhost"), " "))
        .withMessageContaining("secret is blank");
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void null_anywhere_isRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> LocalPeeker.builder().clock(null))
        .withMessageContaining("clock is null");
  }

  @Test
  void requests_received_areListedWithBodyAndRequestId() throws Exception {
    try (LocalPeeker peeker = LocalPeeker.start()) {
      Caller caller = new Caller(peeker);
      caller.get("/orders?per_page=1");
      Answer answer = caller.order(Bodies.bundleOrder());

      List<ReceivedRequest> requests = peeker.requests();

      assertThat(requests).extracting(ReceivedRequest::method).containsExactly("GET", "POST");
      assertThat(requests.get(0).query()).isEqualTo("per_page=1");
      ReceivedRequest order = requests.get(1);
      assertThat(order.path()).isEqualTo("/partner/v1/orders");
      assertThat(order.query()).isEmpty();
      assertThat(order.body()).isEqualTo(Bodies.bundleOrder().toString());
      assertThat(order.status()).isEqualTo(200);
      assertThat(order.requestId())
          .isEqualTo(answer.headers().firstValue("Peeker-Request-Id").orElseThrow());
      assertThat(order.header("content-TYPE")).hasValue("application/json");
      assertThat(order.headers("Authorization")).containsExactly("Bearer " + peeker.apiKey());
      assertThat(order.header("X-Absent")).isEmpty();
      assertThat(order.headerNames()).anyMatch("authorization"::equalsIgnoreCase);
    }
  }

  @Test
  void texts_ofEverythingPublic_showNoSecret() throws Exception {
    LocalPeeker.Builder builder =
        LocalPeeker.builder().apiKey("pk_test_MARKER").webhookSecret("secret-MARKER");
    try (LocalPeeker peeker = builder.start()) {
      peeker.webhookTo(URI.create("http://127.0.0.1:1/"));
      ObjectNode body = Bodies.bundleOrder();
      Bodies.sequencer(body).put("login_password", "password-MARKER");
      Answer answer = new Caller(peeker).order(body);
      Delivery delivery = peeker.awaitDelivery(Duration.ofSeconds(10));

      assertThat(List.of(builder, peeker, peeker.requests(), peeker.orders(), delivery, answer))
          .asString()
          .doesNotContain("MARKER");
    }
  }

  @Test
  void close_twice_endsListeningAndKeepsTheRecords() throws Exception {
    LocalPeeker peeker = LocalPeeker.start();
    Caller caller = new Caller(peeker);
    caller.order(Bodies.bundleOrder());
    peeker.close();
    peeker.close();

    assertThatIOException().isThrownBy(() -> caller.get("/me"));
    assertThat(peeker.orders()).hasSize(1);
    assertThat(peeker.requests()).hasSize(1);
  }
}
