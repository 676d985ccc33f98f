package ai.peeker.partner.webhook;

import ai.peeker.partner.error.WebhookVerificationException;
import ai.peeker.partner.error.WebhookVerificationException.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a delivery, with the HTTP status to respond with.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebhookResult {
  /** The kinds of results. */
  public enum Kind {
    /** The event was handled: 200. */
    HANDLED(200),
    /** The event was already handled, or is in the inbox: 200. */
    DUPLICATE(200),
    /** The event was stored in an inbox, and is handled later: 200. */
    STORED(200),
    /** The webhook must not be trusted, or is too old: 400, or 413 if its body is too large. */
    UNVERIFIED(400),
    /** Another delivery of the event is being handled, or the store is full: 503. */
    IN_PROGRESS(503),
    /** Handling exceeded the response timeout, and continues: 503. */
    TIMED_OUT(503),
    /** The executor rejected the event: 503. */
    OVERLOADED(503),
    /** The handler, the store or the inbox failed: 500. */
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

  WebhookResult(Kind kind, @Nullable VerifiedWebhook webhook, @Nullable Throwable failure) {
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

  /**
   * Returns the HTTP status to respond with. Peeker delivers the event again after every status but
   * 200. The body of the response may be empty.
   *
   * @return 200, 400, 413, 500 or 503
   */
  public int status() {
    boolean tooLarge =
        failure instanceof WebhookVerificationException e && e.reason() == Reason.BODY_TOO_LARGE;
    return tooLarge ? TOO_LARGE : kind.status;
  }

  /**
   * Returns the kind of the result.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the webhook.
   *
   * @return empty if its signature could not be verified
   */
  public Optional<VerifiedWebhook> webhook() {
    return Optional.ofNullable(webhook);
  }

  /**
   * Returns the cause of a failure: a {@link WebhookVerificationException}, or the exception of the
   * handler, the store or the inbox.
   *
   * @return empty unless the kind is {@link Kind#UNVERIFIED} or {@link Kind#FAILED}
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns a string for logging: the kind, the status and the webhook. */
  @Override
  public String toString() {
    String reason = failure instanceof WebhookVerificationException e ? ", " + e.reason() : "";
    String shown = webhook == null ? "" : ", " + webhook;
    return "WebhookResult[" + kind + ", " + status() + shown + reason + "]";
  }
}
