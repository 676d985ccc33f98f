package ai.peeker.partner.error;

/**
 * Signals that the account of this API key does not contain the record ({@code not_found},
 * documented with status 404). A search that responds with an empty list is reported in the same
 * way, with its status 200.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;

  NotFoundException(Builder builder) {
    super(builder);
  }
}
