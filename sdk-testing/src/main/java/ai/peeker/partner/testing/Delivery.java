package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.webhook.Attempt;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a {@link LocalPeeker} to deliver a webhook. It contains no secret.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Delivery {
  private final Attempt attempt;

  Delivery(Attempt attempt) {
    this.attempt = attempt;
  }

  /**
   * Returns the event's id, also sent as {@code Peeker-Event-Id}.
   *
   * @return the event id, {@code evt_…}
   */
  public String eventId() {
    return attempt.event().id();
  }

  /**
   * Returns the event's type.
   *
   * @return the type, such as {@code order.in_progress}
   */
  public String type() {
    return attempt.event().type();
  }

  /**
   * Returns the URL the event was sent to.
   *
   * @return the URL of the receiver
   */
  public URI url() {
    return attempt.url();
  }

  /**
   * Returns the value of the {@code Peeker-Timestamp} header.
   *
   * @return the timestamp in Unix seconds
   */
  public long timestamp() {
    return attempt.event().timestamp();
  }

  /**
   * Returns the value of the {@code Peeker-Signature} header.
   *
   * @return the signature, {@code v1=…}
   */
  public String signature() {
    return attempt.event().signature();
  }

  /**
   * Returns the request body.
   *
   * @return the body as JSON
   */
  public String body() {
    return attempt.event().body();
  }

  /**
   * Returns the HTTP status of the receiver's response.
   *
   * @return the status, or empty if the receiver did not respond
   */
  public OptionalInt status() {
    return attempt.status();
  }

  /**
   * Returns the reason for a missing response.
   *
   * @return the reason, or empty if the receiver responded
   */
  public Optional<String> failure() {
    return attempt.failure();
  }

  /**
   * Returns whether the receiver accepted the event.
   *
   * @return true if it responded with a status from 200 to 299
   */
  public boolean accepted() {
    return status().isPresent() && status().getAsInt() / 100 == 2;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delivery delivery && delivery.attempt.equals(attempt);
  }

  @Override
  public int hashCode() {
    return attempt.hashCode();
  }

  /** Returns a string for logging, without the body. */
  @Override
  public String toString() {
    return "Delivery[" + eventId() + ", " + type() + ", " + url() + ", status=" + status() + "]";
  }
}
