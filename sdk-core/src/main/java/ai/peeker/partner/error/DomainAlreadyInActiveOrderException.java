package ai.peeker.partner.error;

import java.util.List;

/**
 * Some domains belong to an order that is active or scheduled to be cancelled ({@code
 * domain_already_in_active_order}, documented with status 400).
 */
public final class DomainAlreadyInActiveOrderException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainAlreadyInActiveOrderException(Builder builder) {
    super(builder);
  }

  /**
   * The domains.
   *
   * @return their names, unmodifiable; empty if the server named none
   */
  public List<String> domains() {
    return ErrorDetails.list(details(), "domains", String.class::cast);
  }
}
