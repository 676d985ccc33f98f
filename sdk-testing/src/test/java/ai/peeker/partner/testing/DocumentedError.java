package ai.peeker.partner.testing;

import ai.peeker.partner.contract.Contract;
import ai.peeker.partner.contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An error that an operation of the contract documents by an example.
 *
 * @param operation the operation
 * @param status the status of the response
 * @param code the error code, and in parentheses the reason that its details name
 */
record DocumentedError(Operation operation, int status, String code) {

  /** Returns all documented errors in the order of the contract. */
  static List<DocumentedError> all() {
    return Contract.operations().stream().flatMap(DocumentedError::of).toList();
  }

  static Stream<DocumentedError> of(Operation operation) {
    return operation.responseSchemas().keySet().stream()
        .filter(status -> status >= 400)
        .sorted()
        .flatMap(
            status ->
                examples(operation, status)
                    .map(example -> new DocumentedError(operation, status, code(example))))
        .distinct();
  }

  private static Stream<JsonNode> examples(Operation operation, int status) {
    String path = operation.path().replace("~", "~0").replace("/", "~1");
    String method = operation.method().toLowerCase(Locale.ROOT);
    String examples =
        "/paths/%s/%s/responses/%d/content/application~1json/examples"
            .formatted(path, method, status);
    return Contract.at(examples).properties().stream()
        .map(Map.Entry::getValue)
        .map(example -> example.path("value"));
  }

  /** Returns the code of an error response, and in parentheses the reason in its details. */
  static String code(JsonNode response) {
    JsonNode error = response.path("error");
    String reason = error.path("details").path("reason").asText();
    return error.path("code").asText() + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  @Override
  public String toString() {
    return operation + " " + status + " " + code;
  }
}
