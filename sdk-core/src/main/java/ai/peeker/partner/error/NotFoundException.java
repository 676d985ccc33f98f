package ai.peeker.partner.error;

/**
 * There is no such record in the account of this API key ({@code not_found}, documented with status
 * 404).
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  NotFoundException(Builder builder) {
    super(builder);
  }
}
