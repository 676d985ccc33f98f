package ai.peeker.partner.testing.internal.http;

import ai.peeker.partner.testing.internal.contract.PathTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The handlers by the operations of the contract: method and path template. A literal segment wins
 * over a parameter, so {@code /orders/pending} is found before {@code /orders/{id}}.
 */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /** Handles the requests of one operation, under the account's lock. */
  @FunctionalInterface
  public interface Handler {
    LocalResponse handle(LocalRequest request);
  }

  /** Rejects requests before they are validated by the schema, with a code of their own. */
  @FunctionalInterface
  public interface Check {
    void check(LocalRequest request);
  }

  /**
   * Adds a handler.
   *
   * @param template the path below the base URL, as the contract spells it, such as {@code
   *     /orders/{id}}
   */
  public void add(String method, String template, Handler handler) {
    add(method, template, request -> {}, handler);
  }

  /** Adds a handler, and a check that comes before the validation by the schema. */
  public void add(String method, String template, Check first, Handler handler) {
    routes.add(new Route(method, PathTemplate.of(template), first, handler));
    routes.sort(Comparator.comparing(Route::template));
  }

  /**
   * Returns the route of a request.
   *
   * @param path the path below the base URL
   * @throws ErrorResponseException 404 if the path is unknown, 405 if its method is another
   */
  public Route find(String method, String path) {
    Optional<PathTemplate> template =
        routes.stream().map(Route::template).filter(found -> found.matches(path)).findFirst();
    if (template.isEmpty()) {
      throw ErrorResponse.notFound("The API has no path " + path).toException();
    }
    List<Route> found =
        routes.stream().filter(route -> route.template().equals(template.get())).toList();
    return found.stream()
        .filter(route -> route.method().equals(method))
        .findFirst()
        .orElseThrow(() -> methodNotAllowed(method, path, found));
  }

  private static ErrorResponseException methodNotAllowed(
      String method, String path, List<Route> found) {
    String allowed = String.join(", ", found.stream().map(Route::method).sorted().toList());
    LocalResponse response =
        ErrorResponse.of(405, "invalid_request", path + " does not support " + method).toResponse();
    return new ErrorResponseException(response.withHeader("Allow", allowed));
  }

  /** The handler of one operation. */
  public record Route(String method, PathTemplate template, Check first, Handler handler) {
    /** Handles a request that matches the template. */
    public LocalResponse handle(LocalRequest request, String path) {
      return handler.handle(request.withPathParameters(template.parameters(path)));
    }
  }
}
