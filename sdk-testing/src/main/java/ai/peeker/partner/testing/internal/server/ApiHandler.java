package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;

/** Checks a request and hands it to the handler of its operation. */
public final class ApiHandler {
  private final Account account;
  private final ApiKeys keys;
  private final Routes routes;
  private final String basePath;

  /**
   * Creates a handler.
   *
   * @param basePath the path of the base URL
   */
  public ApiHandler(Account account, ApiKeys keys, Routes routes, String basePath) {
    this.account = account;
    this.keys = keys;
    this.routes = routes;
    this.basePath = basePath;
  }

  /** Handles a request. A bug here must not look like a network failure to the client. */
  public LocalResponse handle(LocalRequest request) {
    try {
      keys.authenticate(request);
      return route(request);
    } catch (ErrorResponseException rejection) {
      return rejection.response();
    } catch (RuntimeException bug) {
      // The class only: a message may quote the body.
      return ErrorResponse.of(
              500, "internal_error", "LocalPeeker itself failed: " + bug.getClass().getName())
          .toResponse();
    }
  }

  private LocalResponse route(LocalRequest request) {
    String path = pathBelowBase(request.path());
    Routes.Route route = routes.find(request.method(), path);
    return account.locked(() -> route.handle(request, path));
  }

  private String pathBelowBase(String path) {
    if (!path.startsWith(basePath + "/")) {
      throw ErrorResponse.notFound("The API is at " + basePath + ", not at " + path).toException();
    }
    return path.substring(basePath.length());
  }
}
