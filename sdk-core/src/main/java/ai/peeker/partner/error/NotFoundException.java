package ai.peeker.partner.error;

/**
 * Signals that the account of this API key does not contain the record ({@code not_found},
 * documented with status 404).
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  NotFoundException(Builder builder) {
    super(builder);
  }
}
