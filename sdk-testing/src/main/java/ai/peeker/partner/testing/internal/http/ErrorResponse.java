package ai.peeker.partner.testing.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;

/** Builds the API's error envelope: code, message and, where present, field and details. */
public final class ErrorResponse {
  private final int status;
  private final ObjectNode error = Json.object();

  private ErrorResponse(int status, String code, String message) {
    this.status = status;
    error.put("code", code).put("message", message);
  }

  public static ErrorResponse of(int status, String code, String message) {
    return new ErrorResponse(status, code, message);
  }

  public static ErrorResponse badRequest(String code, String message) {
    return of(400, code, message);
  }

  public static ErrorResponse invalidRequest(String message) {
    return badRequest("invalid_request", message);
  }

  public static ErrorResponse notFound(String message) {
    return of(404, "not_found", message);
  }

  /** Creates the error of an id that no record has. */
  public static ErrorResponse noRecord(String kind, String id) {
    return notFound("No " + kind + " " + id + " in this account");
  }

  /** Creates the documented 429; the wait is rounded up to whole seconds. */
  public static ErrorResponse rateLimited(Duration wait) {
    long seconds = wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0);
    return ofStatus(429).details(details -> details.put("retry_after_seconds", seconds));
  }

  /** Creates an error with the generic code and message of the status. */
  public static ErrorResponse ofStatus(int status) {
    return switch (status) {
      case 401 -> of(status, "unauthorized", "The API key is missing, malformed or revoked");
      case 403 -> of(status, "forbidden", "The API key does not have permission to do this");
      case 404 -> notFound("No such record in this account");
      case 429 -> of(status, "rate_limited", "API rate limit exceeded");
      default ->
          status >= 500
              ? of(status, "internal_error", "Something went wrong on our side")
              : of(status, "invalid_request", "The request is invalid");
    };
  }

  public ErrorResponse field(String field) {
    error.put("field", field);
    return this;
  }

  public ErrorResponse details(Consumer<ObjectNode> fill) {
    fill.accept(error.putObject("details"));
    return this;
  }

  public LocalResponse toResponse() {
    return LocalResponse.json(status, Json.object().set("error", error));
  }

  /** Converts this to an exception that ends the handling of the request. */
  public ErrorResponseException toException() {
    return new ErrorResponseException(toResponse());
  }
}
