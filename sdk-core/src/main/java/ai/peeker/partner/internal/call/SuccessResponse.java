package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response with a status of success.
 *
 * @param response the response with its result; null if that cannot be read
 * @param failure the reason why; null if it can
 * @param proves the outcome that it proves
 */
record SuccessResponse<T>(
    @Nullable ApiResponse<T> response, @Nullable Throwable failure, Outcome proves) {
  private static final int START_LENGTH = 200;
  private static final String DATA_STARTS = "(?s)\\s*\\{\\s*\"data\"\\s*:\\s*[{\\[].*";

  /** Reads the body; it never fails. */
  static <T> SuccessResponse<T> of(RawResponse raw, ApiCall<T> call, JsonCodec codec) {
    byte[] body = raw.body();
    try {
      T result = body.length == 0 ? call.read((Object) null) : codec.read(body, call::read);
      ApiResponse<T> response =
          ApiResponse.of(result, raw.status(), raw.headers(), () -> json(body, codec));
      return new SuccessResponse<>(
          response, null, proves(raw, result != null || hasData(body, codec)));
    } catch (Throwable e) { // malformed, not as documented, or code of the caller
      return new SuccessResponse<>(null, e, proves(raw, hasData(body, codec)));
    }
  }

  /** Returns the outcome that a response proves: every success of the API has {@code data}. */
  private static Outcome proves(RawResponse raw, boolean hasData) {
    return raw.looksLikeJson() && hasData ? Outcome.APPLIED : Outcome.UNKNOWN;
  }

  private static boolean hasData(byte[] body, JsonCodec codec) {
    try {
      return codec.read(body) instanceof Map<?, ?> envelope && envelope.get("data") != null;
    } catch (MalformedJsonException e) {
      int length = Math.min(body.length, START_LENGTH);
      String start = new String(body, 0, length, StandardCharsets.UTF_8);
      return start.matches(DATA_STARTS); // and is cut off or malformed after that
    }
  }

  private static @Nullable Object json(byte[] body, JsonCodec codec) {
    try {
      return body.length == 0 ? null : codec.read(body);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e); // it was read before
    }
  }
}
