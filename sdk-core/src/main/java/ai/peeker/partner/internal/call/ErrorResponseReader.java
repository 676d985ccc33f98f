package ai.peeker.partner.internal.call;

import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the error envelope. It never fails: anything undocumented is kept as a string. */
final class ErrorResponseReader {
  // Sent by a proxy that stopped waiting for the server, which may go on: request timeout, and
  // "client closed request" of two vendors. Any other 4xx says that the request was not processed.
  private static final Set<Integer> UNPROVEN = Set.of(408, 460, 499);

  private final JsonCodec codec;

  ErrorResponseReader(JsonCodec codec) {
    this.codec = codec;
  }

  ErrorResponse read(RawResponse response) {
    int status = response.status();
    Map<?, ?> error = error(response.body());
    if (error == null || !(error.get("code") instanceof String value)) {
      return new ErrorResponse(
          status,
          codeOf(status),
          undocumented(response),
          null,
          Map.of(),
          response.body(),
          !provesNotApplied(status));
    }
    ErrorCode code = ErrorCode.of(value);
    return new ErrorResponse(
        status,
        code,
        error.get("message") instanceof String message ? message : "no message",
        error.get("field") instanceof String field ? field : null,
        details(error.get("details")),
        response.body(),
        !provesNotApplied(status) || code.equals(ErrorCode.INTERNAL_ERROR));
  }

  /** A redirect proves nothing, nor does a gateway that stopped waiting or a broken server. */
  private static boolean provesNotApplied(int status) {
    return status / 100 == 4 && !UNPROVEN.contains(status);
  }

  private @Nullable Map<?, ?> error(byte[] body) {
    try {
      return codec.read(body) instanceof Map<?, ?> envelope
              && envelope.get("error") instanceof Map<?, ?> error
          ? error
          : null;
    } catch (MalformedJsonException e) { // an error page of a proxy, or cut off
      return null;
    }
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

  private static String undocumented(RawResponse response) {
    String type = response.header("Content-Type");
    String redirect =
        response.status() / 100 == 3 ? " It is a redirect, which is not followed." : "";
    return "The response is not the error that the API documents: "
        + (type == null ? "no content type" : type)
        + ", "
        + response.body().length
        + " bytes. Check that the base URL leads to the Peeker API."
        + redirect;
  }
}
