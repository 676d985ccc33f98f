package ai.peeker.partner.internal.http;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ApiFailure;
import ai.peeker.partner.internal.wire.JsonCodec;
import ai.peeker.partner.internal.wire.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a refusal. Whatever the server sent, this does not fail: what is not as documented is kept
 * as text.
 */
final class ErrorReader {
  private static final int TIMED_OUT = 408;
  private static final int CLIENT_LEFT = 499;

  private final JsonCodec codec;

  ErrorReader(JsonCodec codec) {
    this.codec = codec;
  }

  ApiFailure read(Answer answer, Redaction redaction) {
    String text = redaction.apply(answer.body(), OkHttpWire.MAX_ERROR_BYTES);
    String rawBody = text.isEmpty() ? null : text;
    ApiFailure failure = envelope(answer.body(), redaction);
    if (failure != null) {
      return failure.withStatus(answer.status()).withRawBody(rawBody);
    }
    failure =
        ApiFailure.of(codeOf(answer.status()), undocumented(answer))
            .withStatus(answer.status())
            .withRawBody(rawBody);
    return saysThatNothingWasDone(answer.status()) ? failure : failure.withOutcome(Outcome.UNKNOWN);
  }

  /** Neither a redirect says so, nor a gateway that gave up waiting, nor a broken server. */
  private static boolean saysThatNothingWasDone(int status) {
    return status / 100 == 4 && status != TIMED_OUT && status != CLIENT_LEFT;
  }

  private @Nullable ApiFailure envelope(byte[] body, Redaction redaction) {
    Object json;
    try {
      json = redaction.applyToJson(codec.read(body)); // escapes are gone here, so once more
    } catch (MalformedJsonException e) { // an error page of some proxy, or cut off
      return null;
    }
    Object error = json instanceof Map<?, ?> envelope ? envelope.get("error") : null;
    if (!(error instanceof Map<?, ?> fields) || !(fields.get("code") instanceof String code)) {
      return null;
    }
    String message = fields.get("message") instanceof String given ? given : "no message given";
    ApiFailure failure = ApiFailure.of(ErrorCode.of(code), message);
    return failure
        .withField(fields.get("field") instanceof String field ? field : null)
        .withDetails(details(fields.get("details")));
  }

  private static Map<String, @Nullable Object> details(@Nullable Object json) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    if (json instanceof Map<?, ?> given) {
      given.forEach((name, value) -> details.put(String.valueOf(name), value));
    }
    return details;
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHORIZED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.of("http_" + status);
    };
  }

  private static String undocumented(Answer answer) {
    String type = answer.header("Content-Type");
    String redirect = answer.status() / 100 == 3 ? " It is a redirect, which is not followed." : "";
    return "The answer is not the error that the API documents: "
        + (type == null ? "no content type" : type)
        + ", "
        + answer.body().length
        + " bytes. Check that the base URL leads to the Peeker API."
        + redirect;
  }
}
