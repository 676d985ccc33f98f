package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;

/** Reads responses: a success into its model, an error into its parts. */
final class ResponseReader {
  private final JsonCodec codec;
  private final ErrorResponseReader errors;

  ResponseReader(JsonCodec codec) {
    this.codec = codec;
    this.errors = new ErrorResponseReader(codec);
  }

  JsonCodec codec() {
    return codec;
  }

  ErrorResponse error(RawResponse response) {
    return errors.read(response);
  }

  /**
   * Reads a success.
   *
   * @throws UnreadableResponseException if it is not as documented: it was a success nevertheless
   */
  <T> ApiResponse<T> success(
      ApiCall<T> call, RawResponse response, Redactor redactor, CallHistory history) {
    try {
      Object json = response.body().length == 0 ? null : codec.read(response.body());
      return ApiResponse.of(call, response.status(), response.headers(), json)
          .withAttempts(history.attempts());
    } catch (MalformedJsonException | RuntimeException e) {
      throw unreadable(call, response, redactor, history, e);
    }
  }

  private static UnreadableResponseException unreadable(
      ApiCall<?> call,
      RawResponse response,
      Redactor redactor,
      CallHistory history,
      Exception why) {
    return new UnreadableResponseException(
        call.operation()
            + " succeeded with HTTP "
            + response.status()
            + ", but its response cannot be read: "
            + redactor.redact(String.valueOf(why.getMessage()))
            + ". "
            + advice(call, response),
        history.outcome(),
        response.shownBody(),
        history.attempts());
  }

  private static String advice(ApiCall<?> call, RawResponse response) {
    if (!response.looksLikeJson()) {
      return "It is not JSON: check that the base URL leads to the Peeker API, and that no proxy"
          + " responds in its place.";
    }
    String support =
        response.requestId() == null
            ? ""
            : " Peeker's support finds it by the request id " + response.requestId() + ".";
    return switch (call.retrySafety()) {
      case ALWAYS -> "Calling again changes nothing." + support;
      case SAME_BYTES -> "The same body may be sent again within 24 hours." + support;
      case NEVER -> "Do not call again; look the result up." + support;
    };
  }
}
