package ai.peeker.partner.internal.call;

import ai.peeker.partner.api.ApiCall;
import ai.peeker.partner.api.ApiResponse;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.internal.http.RawResponse;
import ai.peeker.partner.internal.json.JsonCodec;
import ai.peeker.partner.internal.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A response with a status of success, parsed but not yet read into its model. */
record SuccessResponse(
    RawResponse response, @Nullable Object json, @Nullable MalformedJsonException problem) {
  private static final int START_LENGTH = 200;
  private static final Pattern DATA_STARTS = Pattern.compile("\\s*\\{\\s*\"data\"\\s*:\\s*[{\\[]");

  /** Parses the body; it never fails. */
  static SuccessResponse of(RawResponse response, JsonCodec codec) {
    try {
      byte[] body = response.body();
      return new SuccessResponse(response, body.length == 0 ? null : codec.read(body), null);
    } catch (MalformedJsonException e) {
      return new SuccessResponse(response, null, e);
    }
  }

  /** Returns the outcome that it proves: every success of the API has {@code data}. */
  Outcome proves() {
    return response.looksLikeJson() && hasData() ? Outcome.APPLIED : Outcome.UNKNOWN;
  }

  private boolean hasData() {
    if (problem == null) {
      return json instanceof Map<?, ?> envelope && envelope.get("data") != null;
    }
    int length = Math.min(response.body().length, START_LENGTH);
    String start = new String(response.body(), 0, length, StandardCharsets.UTF_8);
    return DATA_STARTS.matcher(start).lookingAt(); // and is cut off or malformed after that
  }

  /**
   * Reads the model.
   *
   * @throws Exception if the response is not as documented
   */
  <T> ApiResponse<T> read(ApiCall<T> call) throws Exception {
    if (problem != null) {
      throw problem;
    }
    return ApiResponse.of(call, response.status(), response.headers(), json);
  }
}
