package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.error.UnreadableResponseException;
import ai.peeker.partner.internal.http.OkHttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Reads answers: a success into its model, a refusal into its facts. */
final class ResponseReader {
  private final JsonCodec codec;
  private final ErrorResponseReader errors;

  ResponseReader(JsonCodec codec) {
    this.codec = codec;
    this.errors = new ErrorResponseReader(codec);
  }

  byte @Nullable [] write(@Nullable Object json) {
    return json == null ? null : codec.write(json);
  }

  ApiException.Builder failure(RawResponse answer, Redactor redaction) {
    return errors.read(answer, redaction);
  }

  <T> ApiResponse<T> success(
      ApiCall<T> call, RawResponse answer, Redactor redaction, CallHistory history) {
    try {
      Object json = answer.body().length == 0 ? null : codec.read(answer.body());
      return ApiResponse.of(call, answer.status(), answer.headers(), json)
          .withAttempts(history.attempts());
    } catch (MalformedJsonException | RuntimeException e) { // it was a success all the same
      throw unreadable(call, answer, redaction, history, e);
    }
  }

  private static UnreadableResponseException unreadable(
      ApiCall<?> call, RawResponse answer, Redactor redaction, CallHistory history, Exception why) {
    String text = redaction.apply(answer.body(), OkHttpSender.MAX_ERROR_BYTES);
    return new UnreadableResponseException(
        call.operation()
            + " succeeded with HTTP "
            + answer.status()
            + ", but its answer cannot be read: "
            + redaction.apply(String.valueOf(why.getMessage()))
            + ". "
            + advice(call, answer),
        history.outcome(),
        text.isEmpty() ? null : text,
        history.attempts());
  }

  private static String advice(ApiCall<?> call, RawResponse answer) {
    if (!answer.mayBeOfTheApi()) {
      return "It is no JSON: check that the base URL leads to the Peeker API, and that no proxy"
          + " answers in its place.";
    }
    String support =
        answer.requestId() == null
            ? ""
            : " Peeker's support finds it by the request id " + answer.requestId() + ".";
    return switch (call.retrySafety()) {
      case ALWAYS -> "Nothing is changed by calling again." + support;
      case SAME_BYTES -> "The same body may go out again within 24 hours." + support;
      case NEVER -> "Do not call again; look the result up." + support;
    };
  }
}
