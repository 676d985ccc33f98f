package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that the server reported success, but its response violates the contract. The request was
 * applied: {@link #outcome()} is {@link Outcome#APPLIED}; or {@link Outcome#UNKNOWN} if the
 * response is not JSON, because then a proxy may have sent it.
 */
public final class UnreadableResponseException extends CallException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String rawBody;

  /**
   * Creates the exception.
   *
   * @param message the problem with the response; without secrets
   * @param outcome {@link Outcome#APPLIED} or {@link Outcome#UNKNOWN}
   * @param rawBody the response body as received, or null
   * @param attempts the attempts of the call, in order
   */
  public UnreadableResponseException(
      String message, Outcome outcome, @Nullable String rawBody, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
    this.rawBody = rawBody;
  }

  /**
   * Returns the first 64 KiB of the response body, exactly as received. It may quote the request,
   * login password included, and is therefore in no message: do not log it.
   *
   * @return null if the response had no body
   */
  public @Nullable String rawBody() {
    return rawBody;
  }
}
