package ai.peeker.partner.error;

/**
 * Signals a rejection whose code has no separate type: {@code provider_not_supported}, {@code
 * smartlead_connection_required}, {@code smartlead_client_not_found}, {@code domain_not_imported},
 * {@code premium_domain_not_supported}, and every code that this version does not know. The API
 * does not document the status or the details of the five named here.
 */
public final class UnrecognizedApiException extends ApiException {
  private static final long serialVersionUID = 1L;

  UnrecognizedApiException(Builder builder) {
    super(builder);
  }
}
