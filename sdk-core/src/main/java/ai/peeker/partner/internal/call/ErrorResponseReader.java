package ai.peeker.partner.internal.call;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.OkHttpSender;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a refusal. Whatever the server sent, this does not fail: what is not as documented is kept
 * as text.
 */
final class ErrorResponseReader {
  private static final int TIMED_OUT = 408;
  private static final int CLIENT_LEFT = 499;

  private final JsonCodec codec;

  ErrorResponseReader(JsonCodec codec) {
    this.codec = codec;
  }

  ApiException.Builder read(RawResponse answer, Redactor redaction) {
    String text = redaction.apply(answer.body(), OkHttpSender.MAX_ERROR_BYTES);
    String rawBody = text.isEmpty() ? null : text;
    ApiException.Builder failure = envelope(answer.body(), redaction);
    if (failure != null) {
      return failure.status(answer.status()).rawBody(rawBody);
    }
    failure =
        ApiException.builder(codeOf(answer.status()), undocumented(answer))
            .status(answer.status())
            .rawBody(rawBody);
    return saysThatNothingWasDone(answer.status()) ? failure : failure.outcome(Outcome.UNKNOWN);
  }

  /** Neither a redirect says so, nor a gateway that gave up waiting, nor a broken server. */
  private static boolean saysThatNothingWasDone(int status) {
    return status / 100 == 4 && status != TIMED_OUT && status != CLIENT_LEFT;
  }

  private ApiException.@Nullable Builder envelope(byte[] body, Redactor redaction) {
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
    ApiException.Builder failure = ApiException.builder(ErrorCode.of(code), message);
    return failure
        .field(fields.get("field") instanceof String field ? field : null)
        .details(details(fields.get("details")));
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

  private static String undocumented(RawResponse answer) {
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
