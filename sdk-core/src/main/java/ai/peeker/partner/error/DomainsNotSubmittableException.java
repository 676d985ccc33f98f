package ai.peeker.partner.error;

import ai.peeker.partner.model.BlockedDomain;
import java.util.List;
import java.util.OptionalLong;

/**
 * Some domains cannot be registered, so nothing was ordered and nothing charged ({@code
 * domains_not_submittable}, documented with status 400).
 */
public final class DomainsNotSubmittableException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainsNotSubmittableException(Builder builder) {
    super(builder);
  }

  /**
   * How many other domains are needed.
   *
   * @return empty if the server did not say
   */
  public OptionalLong requiredReplacements() {
    return ErrorDetails.count(details(), "required_replacements");
  }

  /**
   * The domains, each with the reason.
   *
   * @return unmodifiable; empty if the server named none
   */
  public List<BlockedDomain> blockedDomains() {
    return ErrorDetails.list(details(), "domains_not_submittable", BlockedDomain::fromJson);
  }
}
