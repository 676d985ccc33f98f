package ai.peeker.partner.testing.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Validates our own responses and webhooks by the contract. Unknown properties are violations. */
public final class ResponseValidator {
  private static final String ERROR = "/components/schemas/ErrorEnvelope";

  private ResponseValidator() {}

  /** Compiles schemas once in a JVM. */
  private static final class Holder {
    private static final Schemas CLOSED = Schemas.closed(Contract.get());
  }

  /** Returns the violations of a response, each on a line that names the operation. */
  public static List<String> response(Operation operation, int status, JsonNode body) {
    String schema = operation.responseSchemas().get(status);
    return schema == null
        ? List.of(operation + " has no documented response with status " + status)
        : lines(operation + " " + status, schema, body);
  }

  /** Returns the violations of an error response to a request that no operation has. */
  public static List<String> error(int status, JsonNode body) {
    return lines("A response with status " + status, ERROR, body);
  }

  /** Returns the violations of a webhook's body, each on a line that names its type. */
  public static List<String> webhook(String type, JsonNode body) {
    return Contract.get()
        .webhookSchema(type)
        .map(schema -> lines("The webhook " + type, schema, body))
        .orElseGet(() -> List.of("The webhook " + type + " is not documented"));
  }

  private static List<String> lines(String subject, String schema, JsonNode body) {
    return Holder.CLOSED.validate(schema, body).stream()
        .map(violation -> subject + ": " + violation.message())
        .toList();
  }
}
