package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.model.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a call was rejected for one of the API's reasons. The API itself may have rejected
 * it, or the SDK in its place before anything was sent: then {@link #status()} is empty and {@link
 * #outcome()} is {@link Outcome#NOT_SENT}.
 *
 * <p>Codes whose details are documented have a type each; so have the codes that callers handle
 * separately. Branch on the type or on {@link #code()}, never on the message, whose wording may
 * change.
 *
 * <pre>{@code
 * try {
 *   client.orders().create(order);
 * } catch (DomainCountMismatchException e) {
 *   askForMoreDomains(e.missingCount());
 * } catch (ApiException e) {
 *   log(e.code() + " " + e.requestId());
 * }
 * }</pre>
 *
 * <p>A test can build one with {@link #builder}.
 */
public abstract sealed class ApiException extends CallException
    permits DomainAlreadyInActiveOrderException,
        DomainCountMismatchException,
        DomainNotUsableForProviderException,
        DomainsNotSubmittableException,
        ForbiddenException,
        InvalidRequestException,
        NotFoundException,
        OrderShapeConflictException,
        RateLimitedException,
        ServerException,
        UnauthorizedException,
        UnrecognizedApiException {
  private static final long serialVersionUID = 1L;

  private final String code; // an ErrorCode cannot be serialized
  private final String apiMessage;
  private final @Nullable Integer status;
  private final @Nullable String field;
  private final Map<String, @Nullable Object> details;
  private final @Nullable String rawBody;
  private final boolean hasErrorBody;

  ApiException(Builder builder) {
    super(ErrorMessages.of(builder), builder.outcome(), builder.attempts, builder.retryAt, null);
    this.code = builder.code.value();
    this.apiMessage = builder.redactor.apply(builder.message);
    this.status = builder.status;
    this.field = builder.field;
    this.details = builder.details;
    this.rawBody = builder.rawBody;
    this.hasErrorBody = builder.status != null && builder.hasErrorBody;
  }

  /**
   * Returns a builder of the exception that belongs to an error code.
   *
   * @param code the API's error code; not null
   * @param message the problem and the remedy; without secrets unless there is a {@link
   *     Builder#redactor}; not null
   * @return a builder without a status: of a call that was not sent
   * @throws IllegalArgumentException if an argument is null
   */
  public static Builder builder(ErrorCode code, String message) {
    return new Builder(code, message);
  }

  /** {@return the API's error code; one that this version does not name keeps its value} */
  public final ErrorCode code() {
    return ErrorCode.of(code);
  }

  /** {@return the HTTP status; empty if the call was rejected before anything was sent} */
  public final OptionalInt status() {
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * Returns the API's message with secrets redacted, for logging.
   *
   * @return never null; its wording may change
   */
  public final String apiMessage() {
    return apiMessage;
  }

  /**
   * Returns the JSON name of the invalid field.
   *
   * @return null if the API names none
   */
  public final @Nullable String field() {
    return field;
  }

  /**
   * Returns the details of the error as plain JSON values, exactly as received. They may quote the
   * request, login password included: log {@link #getMessage()} instead.
   *
   * @return unmodifiable; empty if there are none
   */
  public final Map<String, @Nullable Object> details() {
    return details;
  }

  /**
   * Returns the first 64 KiB of the response body, exactly as received. It may quote the request,
   * login password included, and is therefore in no message: do not log it.
   *
   * @return null if nothing was sent, or the response had no body
   */
  public final @Nullable String rawBody() {
    return rawBody;
  }

  /** {@return whether the API sent an error; if not, {@link #code()} is derived from the status} */
  public final boolean hasErrorBody() {
    return hasErrorBody;
  }

  /**
   * Builds an {@link ApiException}. Not safe for use by several threads at once.
   *
   * <pre>{@code
   * ApiException rateLimited =
   *     ApiException.builder(ErrorCode.RATE_LIMITED, "Too many requests")
   *         .status(429)
   *         .details(Map.of("retry_after_seconds", 5))
   *         .build();
   * }</pre>
   */
  public static final class Builder {
    final ErrorCode code;
    final String message;
    @Nullable Integer status;
    @Nullable String field;
    Map<String, @Nullable Object> details = Map.of();
    @Nullable String rawBody;
    boolean hasErrorBody = true;
    @Nullable Instant retryAt;
    @Nullable String note;
    private @Nullable Outcome outcome;
    List<Attempt> attempts = List.of();
    UnaryOperator<String> redactor = UnaryOperator.identity();

    private Builder(ErrorCode code, String message) {
      this.code = requireNonNull("code", code);
      this.message = requireNonNull("message", message);
    }

    /**
     * Sets the HTTP status. Without {@link #outcome}, the outcome is then {@link Outcome#REJECTED},
     * or {@link Outcome#UNKNOWN} if the status is 500 or more or the code is {@code
     * internal_error}.
     *
     * @param status 300 or more
     * @return this builder
     */
    public Builder status(int status) {
      this.status = status;
      return this;
    }

    /**
     * Sets the JSON name of the invalid field.
     *
     * @param field null for none
     * @return this builder
     */
    public Builder field(@Nullable String field) {
      this.field = field;
      return this;
    }

    /**
     * Sets the details.
     *
     * @param details plain JSON values by name; not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder details(Map<String, ? extends @Nullable Object> details) {
      this.details =
          Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull("details", details)));
      return this;
    }

    /**
     * Sets the response body.
     *
     * @param rawBody the body as received; null for none
     * @return this builder
     */
    public Builder rawBody(@Nullable String rawBody) {
      this.rawBody = rawBody;
      return this;
    }

    /**
     * Sets whether the response has the error that the API documents.
     *
     * @param hasErrorBody the default is true
     * @return this builder
     */
    public Builder hasErrorBody(boolean hasErrorBody) {
      this.hasErrorBody = hasErrorBody;
      return this;
    }

    /**
     * Sets the earliest time at which a retry makes sense.
     *
     * @param retryAt by the clock of the client; null for none
     * @return this builder
     */
    public Builder retryAt(@Nullable Instant retryAt) {
      this.retryAt = retryAt;
      return this;
    }

    /**
     * Sets a sentence that is appended to the message, such as why the call was not sent again.
     *
     * @param note null for none
     * @return this builder
     */
    public Builder note(@Nullable String note) {
      this.note = note;
      return this;
    }

    /**
     * Sets the outcome of the call, where an earlier attempt changes it.
     *
     * @param outcome not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder outcome(Outcome outcome) {
      this.outcome = requireNonNull("outcome", outcome);
      return this;
    }

    /**
     * Sets the attempts of the call.
     *
     * @param attempts in order; not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder attempts(List<Attempt> attempts) {
      this.attempts = List.copyOf(requireNonNull("attempts", attempts));
      return this;
    }

    /**
     * Sets a function that redacts secrets in the strings that the exception shows: its message and
     * {@link #apiMessage()}. The default changes nothing.
     *
     * @param redactor returns the string without secrets; not null
     * @return this builder
     * @throws IllegalArgumentException if it is null
     */
    public Builder redactor(UnaryOperator<String> redactor) {
      this.redactor = requireNonNull("redactor", redactor);
      return this;
    }

    /**
     * Builds the exception of the type that belongs to the code. Other codes give a {@link
     * ServerException} if the status is 500 or more, else an {@link UnrecognizedApiException}.
     *
     * @return a new exception
     */
    public ApiException build() {
      return ApiExceptionFactory.create(this);
    }

    boolean isServerError() {
      return status != null && status >= 500;
    }

    Outcome outcome() {
      if (outcome != null) {
        return outcome;
      }
      if (status == null) {
        return Outcome.NOT_SENT;
      }
      return isServerError() || code.equals(ErrorCode.INTERNAL_ERROR)
          ? Outcome.UNKNOWN
          : Outcome.REJECTED;
    }

    private static <T> T requireNonNull(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException(name + " must not be null");
      }
      return value;
    }
  }
}
