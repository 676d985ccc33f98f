package ai.peeker.partner.error;

import ai.peeker.partner.model.RateLimitReason;
import org.jspecify.annotations.Nullable;

/**
 * Too many requests ({@code rate_limited}, documented with status 429), and either all attempts are
 * used up or the wait that the server asks for does not fit the call's deadline: then {@link
 * #retryAt()} says from when on it is worth trying. The SDK throws the same, without a status, when
 * its own limiter has no room before the deadline.
 *
 * <p>If {@link #reason()} is {@link RateLimitReason#CLOUDFLARE_ACCOUNT_CAPACITY}, waiting does not
 * help: queue the import with {@code domains().queueImport(…)} instead. The SDK does not wait in
 * that case.
 */
public final class RateLimitedException extends ApiException {
  private static final long serialVersionUID = 1L;

  RateLimitedException(Builder builder) {
    super(builder);
  }

  /**
   * Why, where the API says more than that the limit is exceeded.
   *
   * @return null for the ordinary limit
   */
  public @Nullable RateLimitReason reason() {
    return ErrorDetails.one(details(), "reason", RateLimitReason::fromJson);
  }
}
