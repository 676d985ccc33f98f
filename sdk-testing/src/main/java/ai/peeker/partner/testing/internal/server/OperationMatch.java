package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.contract.Operation;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import java.util.function.Predicate;

/** Chooses the requests of one operation. */
public record OperationMatch(Operation operation) implements Predicate<LocalRequest> {
  /**
   * Creates a match.
   *
   * @param spelling the method and the path as the contract spells them, such as {@code GET
   *     /orders/{id}}
   * @throws IllegalArgumentException if the API has no such operation
   */
  public static OperationMatch of(String spelling) {
    return Contract.get().operations().stream()
        .filter(known -> known.toString().equals(spelling))
        .findFirst()
        .map(OperationMatch::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The API has no operation "
                        + spelling
                        + ". Spell it as in the API documentation, such as GET /orders/{id}."));
  }

  @Override
  public boolean test(LocalRequest request) {
    return request.path().startsWith(LocalServer.BASE_PATH)
        && Contract.get()
            .find(request.method(), request.path().substring(LocalServer.BASE_PATH.length()))
            .filter(operation::equals)
            .isPresent();
  }

  @Override
  public String toString() {
    return operation.toString();
  }
}
