package ai.peeker.partner.testing.internal.console;

import ai.peeker.partner.testing.internal.LocalApi;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves the console: the page at {@code /console}, and its API below {@code /console/api}.
 *
 * <p>The page has no data. Its API needs the token of {@link #open}.
 */
public final class ConsoleHandler {
  private static final String PAGE_PATH = "/console";
  private static final String API_PATH = "/console/api";

  private final ConsoleGuard guard;
  private final ConsolePage page = new ConsolePage();
  private final Routes routes = new Routes();
  private final URI baseUrl;
  private volatile boolean open;

  /**
   * Creates a handler.
   *
   * @param api returns the API at the time of a request
   * @param baseUrl the base URL of the Partner API on the same port
   */
  public ConsoleHandler(Supplier<LocalApi> api, URI baseUrl) {
    this.baseUrl = baseUrl;
    this.guard = new ConsoleGuard(baseUrl.getPort());
    new ConsoleApi(api, baseUrl).register(routes);
  }

  /**
   * Serves the console from now on.
   *
   * @return the URL of the page, with the token in its fragment, which browsers never send
   */
  public URI open() {
    open = true;
    return baseUrl.resolve(PAGE_PATH + "#" + guard.token());
  }

  /** Responds to a request whose path belongs to the console, once it is open. */
  public Optional<LocalResponse> respond(LocalRequest request) {
    String path = request.path();
    return open && (path.equals(PAGE_PATH) || path.startsWith(PAGE_PATH + "/"))
        ? Optional.of(handle(request))
        : Optional.empty();
  }

  private LocalResponse handle(LocalRequest request) {
    try {
      guard.requireHost(request);
      return request.path().startsWith(API_PATH + "/") ? callApi(request) : servePage(request);
    } catch (ErrorResponseException rejection) {
      return rejection.response();
    } catch (RuntimeException bug) {
      return ErrorResponse.of(
              500, "internal_error", "The console itself failed: " + bug.getClass().getName())
          .toResponse();
    }
  }

  private LocalResponse callApi(LocalRequest request) {
    guard.requireOwnPage(request);
    String path = request.path().substring(API_PATH.length());
    return routes
        .find(request.method(), path)
        .handle(request, path)
        .withHeader("Cache-Control", "no-store")
        .withHeader("X-Content-Type-Options", "nosniff");
  }

  private LocalResponse servePage(LocalRequest request) {
    if (!request.path().equals(PAGE_PATH) || !request.method().equals("GET")) {
      throw ErrorResponse.notFound("The console is at GET " + PAGE_PATH).toException();
    }
    return page.toResponse();
  }
}
