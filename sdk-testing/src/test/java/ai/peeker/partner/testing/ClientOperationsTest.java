package ai.peeker.partner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, called by the client; a validator of its own checks requests and responses. */
class ClientOperationsTest {
  static List<Operation> operations() {
    return Contract.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_calledByTheClient_followsTheContract(Operation operation) throws Exception {
    check(operation, calls -> calls.blocking(operation.id()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_calledAsynchronously_followsTheContract(Operation operation) throws Exception {
    check(operation, calls -> calls.async(operation.id()).join());
  }

  private static void check(Operation operation, Function<ClientCalls, Object> call)
      throws JsonProcessingException {
    try (LocalPeeker peeker = LocalPeeker.builder().clock(StartClock.fixed()).start();
        PeekerClient client = peeker.client()) {
      Object result = call.apply(new ClientCalls(peeker, client));

      ReceivedRequest request = peeker.requests().get(peeker.requests().size() - 1);
      String path = request.path().substring(peeker.baseUrl().getPath().length());
      String query = request.query().isEmpty() ? "" : "?" + request.query();
      assertThat(Contract.operation(request.method(), path)).hasValue(operation);
      assertThat(Contract.requestErrors(request.method(), path + query, request.body())).isEmpty();
      assertThat(request.status()).isEqualTo(operation.successStatus());
      if (result instanceof ApiResponse<?> response) {
        String json = new ObjectMapper().writeValueAsString(response.json());
        assertThat(Contract.responseErrors(request.method(), path, response.status(), json))
            .isEmpty();
      }
    }
  }

  @Test
  void page_comparedWithTheContractAndTheClient_isTheSame() throws Exception {
    Path page = Contract.file().toAbsolutePath().resolveSibling("docs/operations.md");
    String now = ClientOperationsPage.of(operations());
    if (Boolean.getBoolean("operations.update")) {
      Files.writeString(page, now);
    }

    assertThat(Files.exists(page) ? Files.readString(page).replace("\r\n", "\n") : "")
        .as(
            "docs/operations.md; accept a change with mvn -q -pl sdk-testing -am test"
                + " -Dtest=ClientOperationsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Doperations.update=true")
        .isEqualTo(now);
  }
}
