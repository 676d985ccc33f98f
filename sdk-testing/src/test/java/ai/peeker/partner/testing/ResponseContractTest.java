package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Validates the bodies that {@link ResponseBodyTest} expects against the contract. */
class ResponseContractTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "me, GET, /me, 200",
    "bundle, GET, /bundles/bun_123, 200",
    "bundle-list, GET, /bundles, 200",
    "order-list, GET, /orders, 200",
    "bundle-order, POST, /orders, 200",
    "custom-order, POST, /orders, 200",
    "invalid-request, POST, /orders, 400",
    "provider-not-supported, POST, /orders, 400",
    "unauthorized, GET, /me, 401",
    "not-found, GET, /bundles/bun_unknown, 404",
    "internal-error, GET, /me, 500",
  })
  void response_ofEachKind_conformsToTheContract(
      String name, String method, String path, int status) {
    String body = Fixtures.response(status + "-" + name);

    assertThat(Contract.responseErrors(method, path, status, body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "domain_already_in_active_order",
    "domain_count_mismatch",
    "domains_not_submittable",
    "order_shape_conflict",
  })
  void rejectedOrder_ofEachKind_conformsToTheContract(String code) {
    assertThat(Contract.responseErrors("POST", "/orders", 400, Fixtures.orderPage(code))).isEmpty();
  }

  @Test
  void rateLimit_conformsToTheContract() {
    assertThat(Contract.responseErrors("GET", "/me", 429, Fixtures.rateLimited())).isEmpty();
  }

  @Test
  void webhook_ofAnAcceptedOrder_conformsToTheContract() {
    String body = Fixtures.response("webhook-order-in-progress");

    assertThat(Contract.webhookErrors("order.in_progress", body)).isEmpty();
  }
}
