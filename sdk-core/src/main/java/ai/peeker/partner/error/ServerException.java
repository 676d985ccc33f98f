package ai.peeker.partner.error;

/**
 * The server failed: code {@code internal_error}, or a status from 500 on with no code that has a
 * type of its own. Whether it acted is not known, so {@link #outcome()} is {@link
 * ai.peeker.partner.call.Outcome#UNKNOWN}.
 */
public final class ServerException extends ApiException {
  private static final long serialVersionUID = 1L;

  ServerException(Builder builder) {
    super(builder);
  }
}
