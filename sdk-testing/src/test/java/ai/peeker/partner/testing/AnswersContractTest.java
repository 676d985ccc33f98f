package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link AnswersTest} shows to be the answers is what the contract promises. */
class AnswersContractTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "200-me, GET, /me, 200",
    "200-bundle, GET, /bundles/bun_123, 200",
    "200-bundle-list, GET, /bundles, 200",
    "200-order-list, GET, /orders, 200",
    "200-bundle-order, POST, /orders, 200",
    "200-custom-order, POST, /orders, 200",
    "200-existing-user-order, POST, /orders, 200",
    "400-domain-already-in-active-order, POST, /orders, 400",
    "400-domain-count-mismatch, POST, /orders, 400",
    "400-domains-not-submittable, POST, /orders, 400",
    "400-invalid-request, POST, /orders, 400",
    "400-order-shape-conflict, POST, /orders, 400",
    "400-provider-not-supported, POST, /orders, 400",
    "401-unauthorized, GET, /me, 401",
    "404-not-found, GET, /bundles/bun_unknown, 404",
    "429-rate-limited, GET, /me, 429",
    "500-internal-error, GET, /me, 500",
  })
  void answer_ofEachKind_isAsTheContractPromises(
      String file, String method, String path, int status) throws IOException {
    assertThat(Contract.responseErrors(method, path, status, read(file))).isEmpty();
  }

  @Test
  void webhook_ofAnAcceptedOrder_isAsTheContractPromises() throws IOException {
    assertThat(Contract.webhookErrors("order.in_progress", read("webhook-order-in-progress")))
        .isEmpty();
  }

  private static String read(String file) throws IOException {
    try (InputStream stream =
        AnswersContractTest.class.getResourceAsStream("/answers/" + file + ".json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
