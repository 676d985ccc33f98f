package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each kind of answer, literally: {@code answers/<status>-<what>.json} holds the whole body,
 * written by hand after the documents of the API, with port 0 for the port listened on.
 */
class AnswersTest {
  private LocalPeeker peeker;
  private Caller caller;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(new HandClock()).start();
    caller = new Caller(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void me() throws Exception {
    assertAnswer("200-me", caller.get("/me"));
  }

  @Test
  void bundleOrder() throws Exception {
    assertAnswer("200-bundle-order", caller.order(Bodies.bundleOrder()));
  }

  @Test
  void existingUserOrder() throws Exception {
    assertAnswer("200-existing-user-order", caller.order(Bodies.existingUserOrder()));
  }

  @Test
  void customOrder() throws Exception {
    assertAnswer("200-custom-order", caller.order(Bodies.customOrder().put("user", "usr_01HZX")));
  }

  @Test
  void orderList() throws Exception {
    peeker.addBundle("bun_one", 1);
    caller.order(Bodies.bundleOrder());
    caller.order(Bodies.bundleOrder("other.com").put("bundle_id", "bun_one"));

    assertAnswer("200-order-list", caller.get("/orders?per_page=1"));
  }

  @Test
  void bundle() throws Exception {
    assertAnswer("200-bundle", caller.get("/bundles/bun_123"));
  }

  @Test
  void bundleList() throws Exception {
    assertAnswer("200-bundle-list", caller.get("/bundles"));
  }

  @Test
  void invalidRequest() throws Exception {
    ObjectNode order = Bodies.bundleOrder();
    Bodies.sequencer(order).remove("login_email");

    assertAnswer("400-invalid-request", caller.order(order));
  }

  @Test
  void shapeConflict() throws Exception {
    assertAnswer(
        "400-order-shape-conflict", caller.order(Bodies.bundleOrder().put("google_licenses", 2)));
  }

  @Test
  void providerNotSupported() throws Exception {
    ObjectNode order = Bodies.bundleOrder();
    Bodies.sequencer(order).put("provider", "instantly");

    assertAnswer("400-provider-not-supported", caller.order(order));
  }

  @Test
  void countMismatch() throws Exception {
    peeker.addBundle("bun_123", 4);

    assertAnswer("400-domain-count-mismatch", caller.order(Bodies.bundleOrder("a.com", "b.com")));
  }

  @Test
  void domainInActiveOrder() throws Exception {
    peeker.addBundle("bun_123", 1);
    caller.order(Bodies.bundleOrder("acme-mail.com"));

    assertAnswer(
        "400-domain-already-in-active-order",
        caller.order(Bodies.bundleOrder("acme-mail.com").put("user", "other@example.com")));
  }

  @Test
  void domainsNotSubmittable() throws Exception {
    peeker.addBundle("bun_123", 2);
    peeker.blockDomain("taken-domain.com", "unavailable");
    peeker.blockDomain("premium-domain.com", "premium");

    assertAnswer(
        "400-domains-not-submittable",
        caller.order(Bodies.bundleOrder("taken-domain.com", "premium-domain.com")));
  }

  @Test
  void unauthorized() throws Exception {
    assertAnswer("401-unauthorized", caller.send("GET", "/me", "", "Bearer pk_test_unknown"));
  }

  @Test
  void notFound() throws Exception {
    assertAnswer("404-not-found", caller.get("/orders/ord_unknown"));
  }

  @Test
  void rateLimited() throws Exception {
    peeker.rateLimitNext(1, Duration.ofSeconds(12));

    assertAnswer("429-rate-limited", caller.get("/me"));
  }

  @Test
  void internalError() throws Exception {
    peeker.failNext(500);

    assertAnswer("500-internal-error", caller.get("/me"));
  }

  @Test
  void orderInProgressEvent() throws Exception {
    peeker.webhookTo(URI.create("http://127.0.0.1:1/"));
    caller.order(Bodies.bundleOrder());

    assertThat(Bodies.parse(peeker.awaitDelivery(Duration.ofSeconds(10)).body()))
        .isEqualTo(Bodies.parse(Bodies.resource("answers/webhook-order-in-progress.json")));
  }

  private void assertAnswer(String name, Answer answer) {
    String body = answer.text().replace(":" + peeker.baseUrl().getPort() + "/", ":0/");

    assertThat(answer.status()).isEqualTo(Integer.parseInt(name.substring(0, 3)));
    assertThat(Bodies.parse(body))
        .isEqualTo(Bodies.parse(Bodies.resource("answers/" + name + ".json")));
  }
}
