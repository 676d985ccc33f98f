package ai.peeker.partner.error;

/**
 * Signals that the API key is valid, but its permission preset does not allow the call ({@code
 * forbidden}, documented with status 403).
 */
public final class ForbiddenException extends ApiException {
  private static final long serialVersionUID = 1L;

  ForbiddenException(Builder builder) {
    super(builder);
  }
}
