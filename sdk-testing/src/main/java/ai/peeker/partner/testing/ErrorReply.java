package ai.peeker.partner.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Builds the API's one error envelope: code, message and, where there are any, field, details. */
final class ErrorReply {
  private final int status;
  private final ObjectNode error = Json.object();

  private ErrorReply(int status, String code, String message) {
    this.status = status;
    error.put("code", code).put("message", message);
  }

  static ErrorReply of(int status, String code, String message) {
    return new ErrorReply(status, code, message);
  }

  static ErrorReply notFound(String message) {
    return of(404, "not_found", message);
  }

  static ErrorReply invalid(String field, String message) {
    return of(400, "invalid_request", message).field(field);
  }

  /** The code the API gives to a status that says nothing more. */
  static ErrorReply ofStatus(int status) {
    return switch (status) {
      case 401 -> of(status, "unauthorized", "The API key is missing, malformed or revoked");
      case 403 -> of(status, "forbidden", "The API key may not do this");
      case 404 -> notFound("No such record in this account");
      case 429 -> of(status, "rate_limited", "API rate limit exceeded");
      default ->
          status >= 500
              ? of(status, "internal_error", "Something went wrong on our side")
              : of(status, "invalid_request", "The request is invalid");
    };
  }

  ErrorReply field(String field) {
    error.put("field", field);
    return this;
  }

  ErrorReply details(Consumer<ObjectNode> fill) {
    fill.accept(error.putObject("details"));
    return this;
  }

  Reply reply() {
    return Reply.json(status, Json.object().set("error", error));
  }
}
