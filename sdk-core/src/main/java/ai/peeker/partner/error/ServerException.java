package ai.peeker.partner.error;

/**
 * Signals that the server failed: code {@code internal_error}, or a status of 500 or more with a
 * code that has no separate type. Whether the server applied the request is unknown, so {@link
 * #outcome()} is {@link ai.peeker.partner.call.Outcome#UNKNOWN}.
 */
public final class ServerException extends ApiException {
  private static final long serialVersionUID = 1L;

  ServerException(Builder builder) {
    super(builder);
  }
}
