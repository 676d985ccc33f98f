package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.model.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a refusal: the facts from which the {@link ApiException} of its code is made.
 *
 * <pre>{@code
 * ApiException unauthorized =
 *     ApiException.of(
 *         ApiFailure.of(ErrorCode.UNAUTHORIZED, "The API key is not known").withStatus(401));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ApiFailure {
  private final ErrorCode code;
  private final String message;
  private final @Nullable Integer status;
  private final @Nullable String field;
  private final Map<String, @Nullable Object> details;
  private final @Nullable String rawBody;
  private final @Nullable Instant retryAt;
  private final @Nullable String note;
  private final Outcome outcome;
  private final List<Attempt> attempts;

  private ApiFailure(Builder builder) {
    this.code = builder.code;
    this.message = builder.message;
    this.status = builder.status;
    this.field = builder.field;
    this.details = Collections.unmodifiableMap(new LinkedHashMap<>(builder.details));
    this.rawBody = builder.rawBody;
    this.retryAt = builder.retryAt;
    this.note = builder.note;
    this.outcome = builder.outcome;
    this.attempts = builder.attempts;
  }

  /**
   * A refusal before anything was sent.
   *
   * @param code why, in the words of the API
   * @param message what is wrong and what to do; free of secrets
   * @return the facts, with the outcome {@link Outcome#NOT_SENT}
   * @throws IllegalArgumentException if one is null
   */
  public static ApiFailure of(ErrorCode code, String message) {
    return new Builder(code, message).build();
  }

  /**
   * These facts with the HTTP status of an answer.
   *
   * @param status 300 or more
   * @return new facts, with the outcome {@link Outcome#REJECTED}, or {@link Outcome#UNKNOWN} if the
   *     status is 500 or more, or the code is {@code internal_error}
   */
  public ApiFailure withStatus(int status) {
    Builder copy = new Builder(this);
    copy.status = status;
    boolean open = status >= 500 || code.equals(ErrorCode.INTERNAL_ERROR);
    copy.outcome = open ? Outcome.UNKNOWN : Outcome.REJECTED;
    return copy.build();
  }

  /**
   * These facts with the name of the field that is wrong.
   *
   * @param field as in JSON; null for none
   * @return new facts
   */
  public ApiFailure withField(@Nullable String field) {
    Builder copy = new Builder(this);
    copy.field = field;
    return copy.build();
  }

  /**
   * These facts with details.
   *
   * @param details as plain JSON values
   * @return new facts
   * @throws IllegalArgumentException if it is null
   */
  public ApiFailure withDetails(Map<String, ? extends @Nullable Object> details) {
    Builder copy = new Builder(this);
    copy.details = new LinkedHashMap<>(notNull("details", details));
    return copy.build();
  }

  /**
   * These facts with the text of the answer.
   *
   * @param rawBody the body as text; null for none
   * @return new facts
   */
  public ApiFailure withRawBody(@Nullable String rawBody) {
    Builder copy = new Builder(this);
    copy.rawBody = rawBody;
    return copy.build();
  }

  /**
   * These facts with the moment at which a repetition makes sense.
   *
   * @param retryAt by the clock of the client; null for none
   * @return new facts
   */
  public ApiFailure withRetryAt(@Nullable Instant retryAt) {
    Builder copy = new Builder(this);
    copy.retryAt = retryAt;
    return copy.build();
  }

  /**
   * These facts with the reason why the call was not sent again.
   *
   * @param note a sentence; null for none
   * @return new facts
   */
  public ApiFailure withNote(@Nullable String note) {
    Builder copy = new Builder(this);
    copy.note = note;
    return copy.build();
  }

  /**
   * These facts with another outcome, where an earlier attempt of the call changes it.
   *
   * @param outcome what the call may have changed
   * @return new facts
   * @throws IllegalArgumentException if it is null
   */
  public ApiFailure withOutcome(Outcome outcome) {
    Builder copy = new Builder(this);
    copy.outcome = notNull("outcome", outcome);
    return copy.build();
  }

  /**
   * These facts with a history.
   *
   * @param attempts every time that the request was sent, in order
   * @return new facts
   * @throws IllegalArgumentException if it is null
   */
  public ApiFailure withAttempts(List<Attempt> attempts) {
    Builder copy = new Builder(this);
    copy.attempts = List.copyOf(notNull("attempts", attempts));
    return copy.build();
  }

  ErrorCode code() {
    return code;
  }

  String message() {
    return message;
  }

  @Nullable Integer status() {
    return status;
  }

  @Nullable String field() {
    return field;
  }

  Map<String, @Nullable Object> details() {
    return details;
  }

  @Nullable String rawBody() {
    return rawBody;
  }

  @Nullable Instant retryAt() {
    return retryAt;
  }

  @Nullable String note() {
    return note;
  }

  Outcome outcome() {
    return outcome;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  private static <T> T notNull(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "The " + name + " of an ApiFailure is null. Give a value, or an empty one.");
    }
    return value;
  }

  private static final class Builder {
    private final ErrorCode code;
    private final String message;
    private @Nullable Integer status;
    private @Nullable String field;
    private Map<String, @Nullable Object> details = Map.of();
    private @Nullable String rawBody;
    private @Nullable Instant retryAt;
    private @Nullable String note;
    private Outcome outcome = Outcome.NOT_SENT;
    private List<Attempt> attempts = List.of();

    Builder(ErrorCode code, String message) {
      this.code = notNull("code", code);
      this.message = notNull("message", message);
    }

    Builder(ApiFailure from) {
      this(from.code, from.message);
      this.status = from.status;
      this.field = from.field;
      this.details = from.details;
      this.rawBody = from.rawBody;
      this.retryAt = from.retryAt;
      this.note = from.note;
      this.outcome = from.outcome;
      this.attempts = from.attempts;
    }

    ApiFailure build() {
      return new ApiFailure(this);
    }
  }
}
