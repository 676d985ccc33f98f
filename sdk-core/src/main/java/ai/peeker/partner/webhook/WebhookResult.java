package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery, and the HTTP status that tells Peeker.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookResult {
  /** What became of a delivery. */
  public enum Kind {
    /** The event was handled: 200. */
    HANDLED(200),
    /** It had been handled before: 200. */
    DUPLICATE(200),
    /** It is not to be trusted: 400, or 413 if its body is too long. */
    NOT_VERIFIED(400),
    /**
     * Another delivery of it is being handled, or the store has no room for more: 503, so that
     * Peeker tries again.
     */
    IN_WORK(503),
    /** Handling it takes longer than Peeker waits, and goes on: 503, so that Peeker asks again. */
    LATE(503),
    /** So many are being handled that there is no thread for it: 503. */
    BUSY(503),
    /** Handling it failed: 500, so that Peeker tries again. */
    FAILED(500);

    private final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  private static final int TOO_LARGE = 413;

  private final Kind kind;
  private final @Nullable VerifiedWebhook webhook;
  private final @Nullable Throwable failure;

  private WebhookResult(Kind kind, @Nullable VerifiedWebhook webhook, @Nullable Throwable failure) {
    this.kind = kind;
    this.webhook = webhook;
    this.failure = failure;
  }

  static WebhookResult of(Kind kind, VerifiedWebhook webhook) {
    return new WebhookResult(kind, webhook, null);
  }

  static WebhookResult failed(VerifiedWebhook webhook, Throwable failure) {
    return new WebhookResult(Kind.FAILED, webhook, failure);
  }

  static WebhookResult notVerified(WebhookVerificationException failure) {
    return new WebhookResult(Kind.NOT_VERIFIED, null, failure);
  }

  /**
   * The HTTP status to answer with. The body of the answer may be empty.
   *
   * @return 200, 400, 413, 500 or 503
   */
  public int status() {
    boolean tooLarge =
        failure instanceof WebhookVerificationException e && e.reason() == Reason.BODY_TOO_LARGE;
    return tooLarge ? TOO_LARGE : kind.status;
  }

  /**
   * What became of the delivery.
   *
   * @return never null
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The webhook.
   *
   * @return empty if it could not be verified
   */
  public Optional<VerifiedWebhook> webhook() {
    return Optional.ofNullable(webhook);
  }

  /**
   * Why it was not handled: a {@link WebhookVerificationException}, or what the handler or the
   * store threw.
   *
   * @return empty unless the kind is {@link Kind#NOT_VERIFIED} or {@link Kind#FAILED}
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** For people: what became of which event. */
  @Override
  public String toString() {
    String reason = failure instanceof WebhookVerificationException e ? ", " + e.reason() : "";
    return "WebhookResult["
        + kind
        + ", "
        + status()
        + (webhook == null ? "" : ", " + webhook)
        + reason
        + "]";
  }
}
