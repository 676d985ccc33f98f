package ai.peeker.partner.error;

/**
 * Signals that a field is missing, has the wrong type or is invalid ({@code invalid_request},
 * documented with status 400). {@link #field()} names it. The SDK also throws it for an order that
 * it rejects before sending; the message then lists all problems.
 */
public final class InvalidRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  InvalidRequestException(Builder builder) {
    super(builder);
  }
}
