package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;
import ai.peeker.partner.model.ErrorCode;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that was refused for one of the API's reasons. The API itself may have refused it, or the
 * SDK in its place, before anything was sent: then {@link #status()} is empty and {@link
 * #outcome()} is {@link Outcome#NOT_SENT}.
 *
 * <p>Codes whose details are documented have a type of their own; so have the ones that callers
 * handle apart. Branch on the type or on {@link #code()}, never on the message, whose wording may
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
        OtherApiException,
        RateLimitedException,
        ServerException,
        UnauthorizedException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable ApiFailure failure;

  ApiException(ApiFailure failure) {
    super(ErrorText.of(failure), failure.outcome(), failure.attempts(), failure.retryAt(), null);
    this.failure = failure;
  }

  /**
   * The exception for a refusal.
   *
   * @param failure what is known of it
   * @return the type that belongs to its code, or by its status where the code says nothing: {@link
   *     ServerException} from 500 on, {@link OtherApiException} for the rest
   */
  public static ApiException of(ApiFailure failure) {
    return switch (failure.code().known()) {
      case INVALID_REQUEST -> new InvalidRequestException(failure);
      case UNAUTHORIZED -> new UnauthorizedException(failure);
      case FORBIDDEN -> new ForbiddenException(failure);
      case NOT_FOUND -> new NotFoundException(failure);
      case RATE_LIMITED -> new RateLimitedException(failure);
      case ORDER_SHAPE_CONFLICT -> new OrderShapeConflictException(failure);
      case DOMAIN_COUNT_MISMATCH -> new DomainCountMismatchException(failure);
      case DOMAINS_NOT_SUBMITTABLE -> new DomainsNotSubmittableException(failure);
      case DOMAIN_NOT_USABLE_FOR_PROVIDER -> new DomainNotUsableForProviderException(failure);
      case DOMAIN_ALREADY_IN_ACTIVE_ORDER -> new DomainAlreadyInActiveOrderException(failure);
      case INTERNAL_ERROR -> new ServerException(failure);
      default ->
          isServerError(failure) ? new ServerException(failure) : new OtherApiException(failure);
    };
  }

  private static boolean isServerError(ApiFailure failure) {
    Integer status = failure.status();
    return status != null && status >= 500;
  }

  final ApiFailure failure() {
    return failure == null ? ApiFailure.of(ErrorCode.of("unknown"), "") : failure;
  }

  /**
   * Why, in the words of the API.
   *
   * @return an open enum; a code that this version does not name is kept as text
   */
  public final ErrorCode code() {
    return failure().code();
  }

  /**
   * The HTTP status.
   *
   * @return empty if the call was refused before anything was sent
   */
  public final OptionalInt status() {
    Integer status = failure().status();
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * What the API says about it, for people.
   *
   * @return never null; its wording may change
   */
  public final String apiMessage() {
    return failure().message();
  }

  /**
   * The field that is wrong, by its name in JSON.
   *
   * @return null if none is named
   */
  public final @Nullable String field() {
    return failure().field();
  }

  /**
   * What else the API says, as plain JSON values.
   *
   * @return unmodifiable, empty if there is nothing
   */
  public final Map<String, @Nullable Object> details() {
    return failure().details();
  }

  /**
   * The answer as text, at most its first 64 KiB, with secrets struck out.
   *
   * @return null if nothing was sent, or the answer had no body
   */
  public final @Nullable String rawBody() {
    return failure().rawBody();
  }
}
