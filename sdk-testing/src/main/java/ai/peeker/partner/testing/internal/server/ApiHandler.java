package ai.peeker.partner.testing.internal.server;

import ai.peeker.partner.testing.internal.account.Account;
import ai.peeker.partner.testing.internal.contract.Contract;
import ai.peeker.partner.testing.internal.contract.Operation;
import ai.peeker.partner.testing.internal.contract.RequestValidator;
import ai.peeker.partner.testing.internal.contract.Violation;
import ai.peeker.partner.testing.internal.http.ErrorResponse;
import ai.peeker.partner.testing.internal.http.ErrorResponseException;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.http.LocalRequest;
import ai.peeker.partner.testing.internal.http.LocalResponse;
import ai.peeker.partner.testing.internal.http.Routes;
import java.util.Optional;

/**
 * Checks a request and hands it to the handler of its operation: API key, rate limit, path and
 * method, permission, and the schemas of the contract, in this order.
 */
public final class ApiHandler {
  private final Account account;
  private final ApiKeys keys;
  private final RateLimit rateLimit;
  private final Routes routes;
  private final Conformance conformance;
  private final String basePath;

  /**
   * Creates a handler.
   *
   * @param basePath the path of the base URL
   */
  public ApiHandler(
      Account account,
      ApiKeys keys,
      RateLimit rateLimit,
      Routes routes,
      Conformance conformance,
      String basePath) {
    this.account = account;
    this.keys = keys;
    this.rateLimit = rateLimit;
    this.routes = routes;
    this.conformance = conformance;
    this.basePath = basePath;
  }

  /** Handles a request. A bug here must not look like a network failure to the client. */
  public LocalResponse handle(LocalRequest request) {
    Optional<Operation> operation =
        pathBelowBase(request).flatMap(path -> Contract.get().find(request.method(), path));
    LocalResponse response = respond(request, operation);
    conformance.check(operation, response);
    return response;
  }

  /** Handles a request of ours: it needs no key and has no rate limit. */
  public LocalResponse handleInternally(LocalRequest request) {
    String path = pathBelowBase(request).orElseThrow();
    Optional<Operation> operation = Contract.get().find(request.method(), path);
    try {
      Routes.Route route = routes.find(request.method(), path);
      return handle(request, path, route, operation);
    } catch (ErrorResponseException rejection) {
      return rejection.response();
    }
  }

  private LocalResponse handle(
      LocalRequest request, String path, Routes.Route route, Optional<Operation> operation) {
    route.first().check(request);
    operation.ifPresent(found -> validate(found, request));
    return account.locked(() -> route.handle(request, path));
  }

  private LocalResponse respond(LocalRequest request, Optional<Operation> operation) {
    try {
      String key = keys.authenticate(request);
      rateLimit.take(key, account.now());
      String path = pathBelowBase(request).orElseThrow(() -> outsideTheApi(request).toException());
      Routes.Route route = routes.find(request.method(), path);
      keys.checkPermission(key, route);
      return handle(request, path, route, operation);
    } catch (ErrorResponseException rejection) {
      return rejection.response();
    } catch (RuntimeException bug) {
      return fail(request, bug);
    }
  }

  /** Reports a failure that the request is not to blame for, and responds with 500. */
  LocalResponse fail(LocalRequest request, Throwable bug) {
    conformance.addFailure(request.method() + " " + request.path(), bug);
    // The class only: a message may quote the body.
    return ErrorResponse.of(
            500, "internal_error", "LocalPeeker itself failed: " + bug.getClass().getName())
        .toResponse();
  }

  private Optional<String> pathBelowBase(LocalRequest request) {
    String path = request.path();
    return path.startsWith(basePath + "/")
        ? Optional.of(path.substring(basePath.length()))
        : Optional.empty();
  }

  private ErrorResponse outsideTheApi(LocalRequest request) {
    return ErrorResponse.notFound("The API is at " + basePath + ", not at " + request.path());
  }

  private static void validate(Operation operation, LocalRequest request) {
    if (!operation.queryParameters().isEmpty()) {
      RequestValidator.query(operation, request.query()).ifPresent(ApiHandler::reject);
    }
    if (operation.bodySchema().isPresent()
        && (operation.bodyRequired() || request.body().length > 0)) {
      RequestValidator.body(operation, Json.readObject(request.body()))
          .ifPresent(ApiHandler::reject);
    }
  }

  private static void reject(Violation violation) {
    ErrorResponse error = ErrorResponse.invalidRequest(violation.message());
    throw (violation.field().isEmpty() ? error : error.field(violation.field())).toException();
  }
}
