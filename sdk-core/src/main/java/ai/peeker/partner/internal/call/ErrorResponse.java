package ai.peeker.partner.internal.call;

import ai.peeker.partner.error.ApiException;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.model.ErrorCode;
import ai.peeker.partner.model.RateLimitReason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rejection as the server sent it, secrets included. They are redacted when it becomes an
 * exception: most responses that are retried never do.
 *
 * @param body the bytes of the response
 * @param mayHaveActed false only if the response proves that the server changed nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ErrorResponse(
    int status,
    ErrorCode code,
    String message,
    @Nullable String field,
    Map<String, @Nullable Object> details,
    byte[] body,
    boolean mayHaveActed) {

  /** Returns whether waiting helps; it does not if the Cloudflare account is full. */
  boolean isRateLimit() {
    return status == 429
        && !RateLimitReason.CLOUDFLARE_ACCOUNT_CAPACITY.value().equals(details.get("reason"));
  }

  ApiException.Builder toException(Redactor redactor) {
    String rawBody = redactor.redact(body, RawResponse.MAX_ERROR_BYTES);
    return ApiException.builder(redactedCode(redactor), redactor.redact(message))
        .status(status)
        .field(field == null ? null : redactor.redact(field))
        .details(redactedDetails(redactor))
        .rawBody(rawBody.isEmpty() ? null : rawBody);
  }

  private ErrorCode redactedCode(Redactor redactor) {
    return code.known() == ErrorCode.Known.UNRECOGNIZED
        ? ErrorCode.of(redactor.redact(code.value()))
        : code;
  }

  private Map<String, @Nullable Object> redactedDetails(Redactor redactor) {
    Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
    details.forEach(
        (name, value) -> redacted.put(redactor.redact(name), redactor.redactJson(value)));
    return redacted;
  }
}
