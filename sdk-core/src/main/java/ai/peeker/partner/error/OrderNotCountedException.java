package ai.peeker.partner.error;

import ai.peeker.partner.call.Outcome;

/**
 * Signals that a bundle order was not sent, because its bundle could not be read to count the
 * domains. Only a client with {@code countBundleDomains(true)} reads it. The cause says why the
 * bundle could not be read; {@link #outcome()} is that of the order, {@link Outcome#NOT_SENT}.
 */
public final class OrderNotCountedException extends CallException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param bundleId the id of the bundle
   * @param cause the failure of the call that reads it
   */
  public OrderNotCountedException(String bundleId, CallException cause) {
    super(
        "The order was not sent: its domains could not be counted, because bundle "
            + bundleId
            + " could not be read. "
            + cause.getMessage(),
        Outcome.NOT_SENT,
        cause.attempts(),
        cause.retryAt(),
        cause);
  }
}
