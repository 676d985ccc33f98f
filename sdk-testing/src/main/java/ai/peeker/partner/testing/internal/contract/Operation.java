package ai.peeker.partner.testing.internal.contract;

import java.util.Map;
import java.util.Optional;

/**
 * An operation of the contract.
 *
 * @param id its {@code operationId}
 * @param queryParameters pointers to the schemas of the query parameters by name
 * @param bodySchema a pointer to the schema of the request body, or empty if it takes none
 * @param responseSchemas pointers to the schemas of the response bodies by status
 */
public record Operation(
    String id,
    String method,
    PathTemplate template,
    Map<String, String> queryParameters,
    Optional<String> bodySchema,
    boolean bodyRequired,
    Map<Integer, String> responseSchemas) {
  public Operation {
    queryParameters = Map.copyOf(queryParameters);
    responseSchemas = Map.copyOf(responseSchemas);
  }

  /** Returns the method and the path template. */
  @Override
  public String toString() {
    return method + " " + template;
  }
}
