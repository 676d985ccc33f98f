package ai.peeker.partner.error;

import org.jspecify.annotations.Nullable;

/**
 * Signals a failure of the SDK: a call that failed, or a webhook that could not be verified.
 *
 * <p>The family is sealed, so a {@code switch} over it can be exhaustive on Java 21 and newer.
 * Messages contain the failure, the affected value and the remedy. Neither a message nor a cause
 * ever contains an API key, a login password or a webhook secret; {@link ApiException#details()}
 * and {@link ApiException#rawBody()} are as the server sent them. Arguments that are invalid
 * regardless of the data, such as a blank API key, are an {@link IllegalArgumentException} instead.
 *
 * <pre>{@code
 * try {
 *   client.account().me();
 * } catch (PeekerException e) {
 *   log(e.getMessage());
 * }
 * }</pre>
 */
public abstract sealed class PeekerException extends RuntimeException
    permits CallException, WebhookVerificationException {
  private static final long serialVersionUID = 1L;

  PeekerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
