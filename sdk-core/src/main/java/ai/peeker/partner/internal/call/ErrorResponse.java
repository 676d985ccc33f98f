package ai.peeker.partner.internal.call;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.RateLimitReason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rejection as the server sent it, secrets included.
 *
 * @param isDocumented whether it has the error that the API documents
 * @param mayHaveActed false only if the response proves that the server changed nothing
 */
record ErrorResponse(
    RawResponse response,
    ErrorCode code,
    String message,
    @Nullable String field,
    Map<String, @Nullable Object> details,
    boolean isDocumented,
    boolean mayHaveActed) {
  // Sent by a proxy that stopped waiting for the server, which may go on: request timeout, and
  // "client closed request" of two vendors. Any other 4xx says that the request was not processed.
  private static final Set<Integer> UNPROVEN = Set.of(408, 460, 499);

  /** Reads the error envelope. It never fails: anything undocumented is kept as a string. */
  static ErrorResponse of(RawResponse response, JsonCodec codec) {
    Map<?, ?> error = error(response.body(), codec);
    boolean documented = error.get("code") instanceof String;
    ErrorCode code = documented ? ErrorCode.fromJson(error.get("code")) : codeOf(response.status());
    String message = error.get("message") instanceof String given ? given : "no message";
    return new ErrorResponse(
        response,
        code,
        documented ? message : undocumented(response),
        error.get("field") instanceof String field ? field : null,
        details(error.get("details")),
        documented,
        !provesNotApplied(response.status()) || code.equals(ErrorCode.INTERNAL_ERROR));
  }

  /** A redirect proves nothing, nor does a gateway that stopped waiting or a broken server. */
  private static boolean provesNotApplied(int status) {
    return status / 100 == 4 && !UNPROVEN.contains(status);
  }

  private static Map<?, ?> error(byte[] body, JsonCodec codec) {
    try {
      // a character that is not UTF-8 must not cost the code
      byte[] utf8 = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
      return codec.read(utf8) instanceof Map<?, ?> envelope
              && envelope.get("error") instanceof Map<?, ?> error
          ? error
          : Map.of();
    } catch (MalformedJsonException e) { // an error page of a proxy, or cut off
      return Map.of();
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
    return "The response is not the error that the API documents: "
        + (type == null ? "no content type" : type)
        + ", "
        + response.body().length
        + " bytes. Check that the base URL leads to the Peeker API."
        + (response.status() / 100 == 3 ? " It is a redirect, which is not followed." : "");
  }

  /** Returns whether waiting helps; it does not if the Cloudflare account is full. */
  boolean isRateLimit() {
    return response.status() == 429
        && !RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.value().equals(details.get("reason"));
  }

  ApiException.Builder toException(Redactor redactor) {
    return ApiException.builder(code, message)
        .status(response.status())
        .field(field)
        .details(details)
        .rawBody(response.shownBody())
        .hasErrorBody(isDocumented)
        .redactor(redactor::redact);
  }
}
