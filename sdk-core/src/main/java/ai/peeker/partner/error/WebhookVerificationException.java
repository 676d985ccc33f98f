package ai.peeker.partner.error;

/**
 * A request that claims to be a webhook could not be trusted. Answer it with a status from 400 to
 * 499 and do nothing else with it. The message never holds the secret or the signature that was
 * expected.
 */
public final class WebhookVerificationException extends PeekerException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * A webhook that is not to be trusted.
   *
   * @param reason why
   * @param message what was found and what to do; free of secrets
   */
  public WebhookVerificationException(Reason reason, String message) {
    super(message, null);
    this.reason = reason;
  }

  /**
   * Why the webhook is not trusted.
   *
   * @return never null
   */
  public Reason reason() {
    return reason;
  }

  /** Why a webhook is not trusted. */
  public enum Reason {
    /** The body has more bytes than the verifier is set to take. */
    BODY_TOO_LARGE,
    /** The header {@code Peeker-Event-Id} is not there exactly once. */
    MISSING_EVENT_ID,
    /** The header {@code Peeker-Timestamp} is not there exactly once. */
    MISSING_TIMESTAMP,
    /** The header {@code Peeker-Signature} is not there exactly once. */
    MISSING_SIGNATURE,
    /** The event id is empty, too long, or holds a character that it must not. */
    MALFORMED_EVENT_ID,
    /** The timestamp is not a plain number of seconds. */
    MALFORMED_TIMESTAMP,
    /**
     * The signature has no {@code v1=} part, several of them, or not 64 hexadecimal digits in it,
     * or it is longer than any signature.
     */
    MALFORMED_SIGNATURE,
    /** The timestamp lies further back than the tolerance. */
    TOO_OLD,
    /** The timestamp lies further ahead than the tolerance. */
    TOO_NEW,
    /** The signature belongs to none of the secrets. */
    WRONG_SIGNATURE,
    /** The signature is right, but the body is no JSON object with an id and a type. */
    MALFORMED_BODY,
    /** The signature is right, but the id in the body is not the one in the header. */
    EVENT_ID_MISMATCH
  }
}
