package ai.peeker.partner.error;

import java.util.OptionalLong;

/**
 * An order has not as many domains as its plan needs ({@code domain_count_mismatch}, documented
 * with status 400). The SDK throws the same before sending; the message then shows the arithmetic.
 */
public final class DomainCountMismatchException extends ApiException {
  private static final long serialVersionUID = 1L;

  DomainCountMismatchException(Builder builder) {
    super(builder);
  }

  /**
   * How many domains the plan needs.
   *
   * @return empty if the server did not say
   */
  public OptionalLong requiredCount() {
    return ErrorDetails.count(details(), "required_count");
  }

  /**
   * How many domains were given.
   *
   * @return empty if the server did not say
   */
  public OptionalLong submittedCount() {
    return ErrorDetails.count(details(), "submitted_count");
  }

  /**
   * How many domains are missing.
   *
   * @return zero or less if there are too many; empty if the server did not say
   */
  public OptionalLong missingCount() {
    return ErrorDetails.count(details(), "missing_count");
  }
}
