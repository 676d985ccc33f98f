package ai.peeker.partner.testing;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.contract.Operation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page {@code docs/operations.md}: the operations of the contract and the methods of the
 * client.
 */
final class ClientOperationsPage {
  private static final String HEAD =
      """
      # Operations and methods

      Every operation of the contract and the methods of `PeekerClient` that call it. `ClientOperationsTest` generates this page from
      `openapi.yaml` and from the compiled classes, and calls each operation against `LocalPeeker`, blocking and asynchronously.

      - **Blocking** and **Async**: the method with the fewest parameters, by their types. Each has a variant `…WithResponse` with status, headers and request id.
      - **All rows**: reads page after page. Other operations do not return a list of pages.
      - **After a lost response**: what the SDK does when a request may have arrived. *Repeats* at any time; repeats the *same
        bytes* within 24 hours; or *never* repeats.
      - **API documentation**: *documented* with an example; *partial*: something is missing in it; *inferred*: not mentioned at all.
      - **LocalPeeker**: the status of its response to a valid request; errors are in
        [local-peeker-operations.md](local-peeker-operations.md).

      | Operation | Blocking | Async | All rows | After a lost response | API documentation | LocalPeeker |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private static final Map<String, String> REPETITIONS =
      Map.of("always", "repeats", "same-bytes", "same bytes", "never", "never");

  /** The methods in place of those that are not public. */
  private static final Map<String, String> METHODS = Map.of("getQueuedDomainImport", "getImport");

  private ClientOperationsPage() {}

  static String of(List<Operation> operations) {
    return operations.stream()
        .map(ClientOperationsPage::row)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Operation operation) {
    String name = METHODS.getOrDefault(operation.id(), operation.text("x-method"));
    boolean paged = operation.text("x-paged").equals("true");
    List<String> cells =
        List.of(
            "`" + operation + "`",
            call(operation, name).orElseThrow(),
            call(operation, name + "Async").orElseThrow(),
            paged
                ? call(operation, name.replaceFirst("^list", "listAll")).orElseThrow()
                : "no pages",
            REPETITIONS.get(operation.text("x-retry")),
            operation.text("x-certainty"),
            String.valueOf(operation.successStatus()));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Returns a method as it is called, with the fewest parameters. */
  private static Optional<String> call(Operation operation, String name) {
    String resource = operation.tag().toLowerCase(Locale.ROOT);
    return Arrays.stream(type(resource).getMethods())
        .filter(method -> method.getName().equals(name))
        .min(Comparator.comparingInt(Method::getParameterCount))
        .map(method -> "`" + resource + "()." + name + "(" + parameters(method) + ")`");
  }

  private static Class<?> type(String resource) {
    try {
      return PeekerClient.class.getMethod(resource).getReturnType();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", "));
  }
}
