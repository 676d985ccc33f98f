package ai.peeker.partner.error;

import ai.peeker.partner.model.RateLimitReason;
import org.jspecify.annotations.Nullable;

/**
 * Signals that too many requests were sent ({@code rate_limited}, documented with status 429), and
 * that either all attempts are used up or the server's retry-after exceeds the call's timeout: then
 * {@link #retryAt()} is the earliest time for a retry. The SDK also throws it, without a status, if
 * the client-side rate limiter has no permit before the timeout.
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
   * Returns the reason, if the API gives one.
   *
   * @return null for the ordinary limit
   */
  public @Nullable RateLimitReason reason() {
    return ErrorDetails.one(details(), "reason", RateLimitReason::fromJson);
  }
}
