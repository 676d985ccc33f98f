package ai.peeker.partner.error;

import org.jspecify.annotations.Nullable;

/**
 * Something that the SDK could not do: a call that failed, or a webhook that could not be trusted.
 *
 * <p>The family is sealed, so on Java 21 and newer a {@code switch} over it can be complete.
 * Messages say what happened, to what, and what to do; no message, and no cause, ever holds an API
 * key, a login password or a webhook secret. Arguments that make no sense whatever the data, such
 * as a blank API key, are an {@link IllegalArgumentException} instead.
 */
public abstract sealed class PeekerException extends RuntimeException
    permits CallException, WebhookVerificationException {
  private static final long serialVersionUID = 1L;

  PeekerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
