package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the contract and every error that it documents, over plain HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationErrorsTest {
  private Scene exhausted;

  @BeforeAll
  void useUpAllRequests() throws Exception {
    exhausted = Scene.start(LocalPeeker.Builder::rateLimited);
    for (int i = 0; i < 600; i++) {
      assertThat(exhausted.get("/me").status()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    exhausted.close();
  }

  static List<DocumentedError> errors() {
    return DocumentedError.all();
  }

  static List<Operation> operations() {
    return Contract.operations();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void operation_onTheWayToADocumentedError_returnsIt(DocumentedError error) throws Exception {
    ErrorWay way = ErrorWays.of(error);
    try (Scene fresh = ErrorWays.scene()) {
      TestResponse response =
          way.call().in(error.code().equals("rate_limited") ? exhausted : fresh);

      assertThat(response.status()).isEqualTo(error.status());
      assertThat(DocumentedError.code(response.json())).isEqualTo(error.code());
      assertThat(response.error().path("field").asText()).isEqualTo(way.field());
      assertThat(response.error().path("message").asText()).isNotBlank();
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(response.headers().firstValue("Peeker-Request-Id")).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_calledAsDocumented_succeedsAsDocumented(Operation operation) throws Exception {
    try (Scene scene = Scene.start()) {
      TestResponse response = SuccessfulCalls.call(operation, scene);

      assertThat(response.status()).as(response.body()).isEqualTo(operation.successStatus());
      assertThat(
              Contract.responseErrors(
                  operation.method(), operation.path(), response.status(), response.body()))
          .isEmpty();
    }
  }

  @Test
  void ways_byHand_leadToDocumentedErrors() {
    List<String> documented = errors().stream().map(DocumentedError::toString).toList();

    assertThat(ErrorWays.own()).isSubsetOf(documented);
  }

  @Test
  void page_comparedWithTheContract_isTheSame() throws Exception {
    Map<String, Integer> successes = new LinkedHashMap<>();
    for (Operation operation : operations()) {
      try (Scene scene = Scene.start()) {
        successes.put(operation.toString(), SuccessfulCalls.call(operation, scene).status());
      }
    }
    Path page = Contract.file().toAbsolutePath().resolveSibling("docs/local-peeker-operations.md");
    String now = OperationsPage.of(successes, errors());
    if (Boolean.getBoolean("operations.update")) {
      Files.writeString(page, now);
    }

    assertThat(Files.exists(page) ? Files.readString(page).replace("\r\n", "\n") : "")
        .as(
            "docs/local-peeker-operations.md; accept a change with mvn -q -pl sdk-testing -am test"
                + " -Dtest=OperationErrorsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Doperations.update=true")
        .isEqualTo(now);
  }
}
