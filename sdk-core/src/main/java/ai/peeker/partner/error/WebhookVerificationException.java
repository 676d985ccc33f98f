package ai.peeker.partner.error;

/**
 * Signals that a request claims to be a webhook but cannot be verified. Respond with a status from
 * 400 to 499 and ignore the request. The message never contains the secret or the expected
 * signature.
 */
public final class WebhookVerificationException extends PeekerException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * Creates the exception.
   *
   * @param reason the reason
   * @param message the problem and the remedy; without secrets
   */
  public WebhookVerificationException(Reason reason, String message) {
    super(message, null);
    this.reason = reason;
  }

  /**
   * Returns the reason why the webhook cannot be verified.
   *
   * @return never null
   */
  public Reason reason() {
    return reason;
  }

  /** The reason why a webhook cannot be verified. */
  public enum Reason {
    /** The body is larger than the maximum of the verifier. */
    BODY_TOO_LARGE,
    /** The header {@code Peeker-Event-Id} is missing or present more than once. */
    MISSING_EVENT_ID,
    /** The header {@code Peeker-Timestamp} is missing or present more than once. */
    MISSING_TIMESTAMP,
    /** The header {@code Peeker-Signature} is missing. */
    MISSING_SIGNATURE,
    /** The event id is empty, too long, or contains an illegal character. */
    MALFORMED_EVENT_ID,
    /** The timestamp is not a plain number of seconds. */
    MALFORMED_TIMESTAMP,
    /** No part of the signature is {@code v1=} with 64 hexadecimal digits, or it is too long. */
    MALFORMED_SIGNATURE,
    /** The signature is valid, but the timestamp is older than the tolerance allows. */
    TOO_OLD,
    /** The signature is valid, but the timestamp is too far in the future. */
    TOO_NEW,
    /** The signature matches none of the secrets. */
    WRONG_SIGNATURE,
    /** The signature is valid, but the body is not a JSON object with an id and a type. */
    MALFORMED_BODY,
    /** The signature is valid, but the id in the body differs from the one in the header. */
    EVENT_ID_MISMATCH
  }
}
