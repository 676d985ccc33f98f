package ai.peeker.partner.error;

/**
 * A field is missing, of the wrong kind or invalid ({@code invalid_request}, documented with status
 * 400). {@link #field()} names it. The SDK throws the same for an order that it refuses before
 * sending; the message then lists all that is wrong.
 */
public final class InvalidRequestException extends ApiException {
  private static final long serialVersionUID = 1L;

  InvalidRequestException(Builder builder) {
    super(builder);
  }
}
