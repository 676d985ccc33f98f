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

/** Reads responses: a success into its model, an error into its parts. */
final class ResponseReader {
  private static final int START_LENGTH = 200;
  private static final Pattern DATA_STARTS = Pattern.compile("\\s*\\{\\s*\"data\"\\s*:\\s*[{\\[]");

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

  /** Reads the body of a success; it never fails. */
  <T> Success<T> success(RawResponse response, ApiCall<T> call) {
    byte[] body = response.body();
    try {
      T result = body.length == 0 ? call.read((Object) null) : codec.read(body, call::read);
      return new Success<>(
          ApiResponse.of(result, response.status(), response.headers(), () -> json(body)),
          null,
          proves(response, result != null || hasData(body)));
    } catch (Throwable e) { // malformed, not as documented, or code of a caller
      return new Success<>(null, e, proves(response, hasData(body)));
    }
  }

  /** Returns the outcome that a response proves: every success of the API has {@code data}. */
  private static Outcome proves(RawResponse response, boolean hasData) {
    return response.looksLikeJson() && hasData ? Outcome.APPLIED : Outcome.UNKNOWN;
  }

  private @Nullable Object json(byte[] body) {
    try {
      return body.length == 0 ? null : codec.read(body);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e); // it was read before
    }
  }

  private boolean hasData(byte[] body) {
    try {
      return codec.read(body) instanceof Map<?, ?> envelope && envelope.get("data") != null;
    } catch (MalformedJsonException e) {
      String start =
          new String(body, 0, Math.min(body.length, START_LENGTH), StandardCharsets.UTF_8);
      return DATA_STARTS.matcher(start).lookingAt(); // and is cut off or malformed after that
    }
  }

  /**
   * A response with a status of success.
   *
   * @param response the response with its result; null if that cannot be read
   * @param failure the reason why; null if it can
   * @param proves the outcome that the response proves
   */
  record Success<T>(
      @Nullable ApiResponse<T> response, @Nullable Throwable failure, Outcome proves) {}
}
