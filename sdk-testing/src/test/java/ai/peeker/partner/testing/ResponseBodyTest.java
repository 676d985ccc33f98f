package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares each kind of response with its whole expected body: an example of the contract, or
 * {@code responses/<status>-<kind>.json}, written by hand from the API documentation with port 0.
 */
class ResponseBodyTest {
  private LocalPeeker peeker;
  private TestClient client;

  @BeforeEach
  void start() {
    peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
    client = new TestClient(peeker);
  }

  @AfterEach
  void stop() {
    peeker.close();
  }

  @Test
  void me() throws Exception {
    assertResponse("200-me", client.get("/me"));
  }

  @Test
  void bundleOrder() throws Exception {
    assertResponse("200-bundle-order", client.order(Fixtures.bundleOrder()));
  }

  @Test
  void existingUserOrder() throws Exception {
    assertResponse("200-bundle-order", client.order(Fixtures.existingUserOrder()));
  }

  @Test
  void customOrder() throws Exception {
    assertResponse(
        "200-custom-order", client.order(Fixtures.customOrder().put("user", "client@example.com")));
  }

  @Test
  void orderList() throws Exception {
    peeker.addBundle("bun_one", 1);
    client.order(Fixtures.bundleOrder());
    client.order(Fixtures.bundleOrder("other.com").put("bundle_id", "bun_one"));

    assertResponse("200-order-list", client.get("/orders?per_page=1"));
  }

  @Test
  void bundle() throws Exception {
    assertResponse("200-bundle", client.get("/bundles/bun_123"));
  }

  @Test
  void bundleList() throws Exception {
    assertResponse("200-bundle-list", client.get("/bundles"));
  }

  @Test
  void invalidRequest() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    Fixtures.sequencer(order).remove("login_email");

    assertResponse("400-invalid-request", client.order(order));
  }

  @Test
  void shapeConflict() throws Exception {
    assertRejected(
        client.order(Fixtures.bundleOrder().put("google_licenses", 2)), "order_shape_conflict");
  }

  @Test
  void providerNotSupported() throws Exception {
    ObjectNode order = Fixtures.bundleOrder();
    Fixtures.sequencer(order).put("provider", "instantly");

    assertResponse("400-provider-not-supported", client.order(order));
  }

  @Test
  void countMismatch() throws Exception {
    peeker.addBundle("bun_123", 4);

    assertRejected(client.order(Fixtures.bundleOrder("a.com", "b.com")), "domain_count_mismatch");
  }

  @Test
  void domainInActiveOrder() throws Exception {
    peeker.addBundle("bun_123", 1);
    client.order(Fixtures.bundleOrder("acme-mail.com"));

    assertRejected(
        client.order(Fixtures.bundleOrder("acme-mail.com").put("user", "other@example.com")),
        "domain_already_in_active_order");
  }

  @Test
  void domainsNotSubmittable() throws Exception {
    peeker.addBundle("bun_123", 2);

    assertRejected(
        client.order(Fixtures.bundleOrder("taken-domain.com", "premium-domain.com")),
        "domains_not_submittable");
  }

  @Test
  void unauthorized() throws Exception {
    assertResponse("401-unauthorized", client.send("GET", "/me", "", "Bearer pk_test_unknown"));
  }

  @Test
  void notFound() throws Exception {
    assertResponse("404-not-found", client.get("/orders/ord_unknown"));
  }

  @Test
  void rateLimited() throws Exception {
    peeker.faults().next(1).rateLimit(Duration.ofSeconds(12));

    assertResponse(429, Fixtures.rateLimited(), client.get("/me"));
  }

  @Test
  void internalError() throws Exception {
    peeker.faults().next(1).fail(500);

    assertResponse("500-internal-error", client.get("/me"));
  }

  @Test
  void orderInProgressEvent() throws Exception {
    peeker.webhooks().sendTo(URI.create("http://127.0.0.1:1/"));
    client.order(Fixtures.bundleOrder());

    Delivery event = peeker.webhooks().awaitDelivery(Duration.ofSeconds(10));
    ObjectNode expected =
        (ObjectNode) Fixtures.parse(Fixtures.response("webhook-order-in-progress"));
    assertThat(Fixtures.parse(event.body())).isEqualTo(expected.put("id", event.eventId()));
  }

  private void assertResponse(String name, TestResponse response) {
    assertResponse(Integer.parseInt(name.substring(0, 3)), Fixtures.response(name), response);
  }

  private void assertRejected(TestResponse response, String orderPageExample) {
    assertResponse(400, Fixtures.orderPage(orderPageExample), response);
  }

  private void assertResponse(int status, String expected, TestResponse response) {
    String body =
        response
            .body()
            .replace(":" + peeker.baseUrl().getPort() + "/", ":0/")
            .replaceAll("page_token=[\\w-]+", "page_token=TOKEN");

    assertThat(response.status()).isEqualTo(status);
    assertThat(Fixtures.parse(body)).isEqualTo(Fixtures.parse(expected));
  }
}
