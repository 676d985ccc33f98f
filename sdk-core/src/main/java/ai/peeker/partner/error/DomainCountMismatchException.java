package ai.peeker.partner.error;

import java.util.OptionalLong;

/**
 * Signals that the number of an order's domains differs from the number that its plan needs ({@code
 * domain_count_mismatch}, documented with status 400). The SDK also throws it before sending; the
 * message then explains the arithmetic.
 */
public final class DomainCountMismatchException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainCountMismatchException(Builder builder) {
    super(builder);
  }

  /**
   * Returns the number of domains that the plan needs.
   *
   * @return empty if the server did not say
   */
  public OptionalLong requiredCount() {
    return ErrorDetails.count(details(), "required_count");
  }

  /**
   * Returns the number of submitted domains.
   *
   * @return empty if the server did not say
   */
  public OptionalLong submittedCount() {
    return ErrorDetails.count(details(), "submitted_count");
  }

  /**
   * Returns the number of missing domains.
   *
   * @return zero or less if there are too many; empty if the server did not say
   */
  public OptionalLong missingCount() {
    return ErrorDetails.count(details(), "missing_count");
  }
}
