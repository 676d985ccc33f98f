package ai.peeker.partner.testing.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  private final Conformance conformance = new Conformance();

  private void check(String method, String path, int status, String body) {
    conformance.check(
        Contract.get().find(method, path), LocalResponse.of(status, "application/json", body));
  }

  @Test
  void response_withoutARequiredProperty_isReportedWithOperationPathAndRule() {
    check("GET", "/orders/ord_1", 200, "{\"data\":{\"id\":\"ord_1\"}}");

    assertThat(conformance.drain())
        .anyMatch(line -> line.equals("GET /orders/{id} 200: data.status is required"));
  }

  @Test
  void response_withAMisspelledProperty_isReported() {
    check("GET", "/me", 401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"\",\"fild\":1}}");

    assertThat(conformance.drain()).containsExactly("GET /me 401: error.fild is unknown");
  }

  @Test
  void response_withAnUndocumentedStatus_isReported() {
    check("GET", "/me", 404, "{}");

    assertThat(conformance.drain())
        .containsExactly("GET /me has no documented response with status 404");
  }

  @Test
  void webhook_withoutAType_isReported() {
    conformance.checkWebhook("order.completed", Json.object().put("id", "evt_1"));

    assertThat(conformance.drain()).contains("The webhook order.completed: type is required");
  }

  @Test
  void violations_reportedOnce_areForgotten() {
    conformance.check(Optional.empty(), LocalResponse.of(404, "application/json", "{}"));

    assertThat(conformance.drain()).isNotEmpty();
    assertThat(conformance.drain()).isEmpty();
  }

  @Test
  void failure_ofAHandler_isReportedWithoutItsMessage() {
    conformance.addFailure("GET /partner/v1/me", new IllegalStateException("MARKER"));

    assertThat(conformance.drain().toString())
        .contains("GET /partner/v1/me: java.lang.IllegalStateException at ")
        .doesNotContain("MARKER");
  }
}
