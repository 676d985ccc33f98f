package ai.peeker.partner.error;

import ai.peeker.partner.api.Attempt;
import ai.peeker.partner.call.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server reported success, but its answer is not what the contract promises. What was asked for
 * has been done: {@link #outcome()} is {@link Outcome#APPLIED}; or {@link Outcome#UNKNOWN} if the
 * answer is no JSON at all, because then it may be some proxy's.
 */
public final class UnreadableResponseException extends CallException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String rawBody;

  /**
   * A success that cannot be read.
   *
   * @param message what is wrong with the answer; free of secrets
   * @param outcome {@link Outcome#APPLIED} or {@link Outcome#UNKNOWN}
   * @param rawBody the answer as text, with secrets struck out, or null
   * @param attempts every time that the request was sent, in order
   */
  public UnreadableResponseException(
      String message, Outcome outcome, @Nullable String rawBody, List<Attempt> attempts) {
    super(message, outcome, attempts, null, null);
    this.rawBody = rawBody;
  }

  /**
   * The answer as text, at most its first 64 KiB, with secrets struck out.
   *
   * @return null if it had no body
   */
  public @Nullable String rawBody() {
    return rawBody;
  }
}
