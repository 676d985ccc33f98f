package ai.peeker.partner.internal.call;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.RateLimitReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rejection as the server sent it, secrets included.
 *
 * @param mayHaveActed false only if the response proves that the server changed nothing
 */
record ErrorResponse(
    RawResponse response,
    ErrorCode code,
    String message,
    @Nullable String field,
    Map<String, @Nullable Object> details,
    boolean mayHaveActed) {

  int status() {
    return response.status();
  }

  /** Returns whether waiting helps; it does not if the Cloudflare account is full. */
  boolean isRateLimit() {
    return status() == 429
        && !RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.value().equals(details.get("reason"));
  }

  ApiException.Builder toException(Redactor redactor) {
    return ApiException.builder(code, message)
        .status(status())
        .field(field)
        .details(details)
        .rawBody(response.shownBody())
        .redactor(redactor::redact);
  }
}
