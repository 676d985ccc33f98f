package ai.peeker.partner.error;

/**
 * Signals that the API key is missing, malformed or revoked ({@code unauthorized}, documented with
 * status 401).
 */
public final class UnauthorizedException extends ApiException {
  private static final long serialVersionUID = 1L;

  UnauthorizedException(Builder builder) {
    super(builder);
  }
}
