package ai.peeker.partner.testing.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final Routes routes = new Routes();

  @ParameterizedTest
  @CsvSource({
    "/orders, /orders",
    "/orders/ord_1, /orders/{id}",
    "/orders/pending, /orders/pending",
    "/orders/pending/cancel, /orders/{id}/cancel",
    "/domains/import, /domains/import",
    "/domains/import/jobs, /domains/import/jobs",
    "/domains/import/imp_1, /domains/import/{id}",
    "/domains/import/jobs/imp_1, /domains/import/jobs/{id}",
  })
  void path_fittingSeveralTemplates_isThatOfTheLiteral(String path, String template) {
    add("/orders/{id}");
    add("/orders/{id}/cancel");
    add("/orders");
    add("/orders/pending");
    add("/domains/import/{id}");
    add("/domains/import/jobs/{id}");
    add("/domains/import/jobs");
    add("/domains/import");

    assertThat(routes.find("GET", path).template()).hasToString(template);
  }

  @Test
  void parameter_percentEncoded_isDecoded() {
    routes.add(
        "GET", "/users/{id}", request -> LocalResponse.of(200, "", request.pathParameter("id")));
    LocalRequest request = LocalRequest.of("GET", "/x", Map.of(), new byte[0]);

    LocalResponse response = routes.find("GET", "/users/a%2Fb+c").handle(request, "/users/a%2Fb+c");

    assertThat(response.body()).isEqualTo("a/b+c");
  }

  private void add(String template) {
    routes.add("GET", template, request -> LocalResponse.of(200, "", ""));
  }
}
