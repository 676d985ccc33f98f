package ai.peeker.partner.error;

import java.util.List;

/**
 * Signals that some domains belong to an order that is active or scheduled to be cancelled ({@code
 * domain_already_in_active_order}, documented with status 400).
 */
public final class DomainAlreadyInActiveOrderException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainAlreadyInActiveOrderException(Builder builder) {
    super(builder);
  }

  /**
   * Returns the names of the domains.
   *
   * @return unmodifiable; empty if the server did not list them
   */
  public List<String> domains() {
    return ErrorDetails.list(details(), "domains", String.class::cast);
  }
}
