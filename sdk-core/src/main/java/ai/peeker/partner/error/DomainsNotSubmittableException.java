package ai.peeker.partner.error;

import ai.peeker.partner.model.BlockedDomain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Signals that some domains cannot be registered; nothing was ordered and nothing was charged
 * ({@code domains_not_submittable}, documented with status 400).
 */
public final class DomainsNotSubmittableException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainsNotSubmittableException(Builder builder) {
    super(builder);
  }

  /**
   * Returns the number of replacement domains that are needed.
   *
   * @return empty if the server did not say
   */
  public OptionalLong requiredReplacements() {
    return ErrorDetails.count(details(), "required_replacements");
  }

  /**
   * Returns the rejected domains, each with the reason.
   *
   * @return unmodifiable; empty if the server did not list them
   */
  public List<BlockedDomain> blockedDomains() {
    return ErrorDetails.list(
        details(), "domains_not_submittable", DomainsNotSubmittableException::read);
  }

  /** A row whose reason has another type still names its domain. */
  private static BlockedDomain read(Object row) {
    return ErrorDetails.read(row, BlockedDomain::fromJson)
        .orElseGet(
            () -> {
              Map<Object, Object> rest = new LinkedHashMap<>((Map<?, ?>) row);
              rest.remove("reason");
              return BlockedDomain.fromJson(rest);
            });
  }
}
