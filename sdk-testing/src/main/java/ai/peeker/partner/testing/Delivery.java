package ai.peeker.partner.testing;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a {@link LocalPeeker} to deliver a webhook. It contains no secret.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Delivery {
  private final SignedEvent event;
  private final URI url;
  private final OptionalInt status;
  private final Optional<String> failure;

  private Delivery(SignedEvent event, URI url, OptionalInt status, Optional<String> failure) {
    this.event = event;
    this.url = url;
    this.status = status;
    this.failure = failure;
  }

  /** Creates the delivery of an event whose receiver responded with this status. */
  static Delivery responded(SignedEvent event, URI url, int status) {
    return new Delivery(event, url, OptionalInt.of(status), Optional.empty());
  }

  /** Creates the delivery of an event that got no response. */
  static Delivery failed(SignedEvent event, URI url, String failure) {
    return new Delivery(event, url, OptionalInt.empty(), Optional.of(failure));
  }

  /**
   * Returns the event's id, also sent as {@code Peeker-Event-Id}.
   *
   * @return the event id, {@code evt_…}
   */
  public String eventId() {
    return event.id();
  }

  /**
   * Returns the event's type.
   *
   * @return the type, such as {@code order.in_progress}
   */
  public String type() {
    return event.type();
  }

  /**
   * Returns the URL the event was sent to.
   *
   * @return the URL of the receiver
   */
  public URI url() {
    return url;
  }

  /**
   * Returns the value of the {@code Peeker-Timestamp} header.
   *
   * @return the timestamp in Unix seconds
   */
  public long timestamp() {
    return event.timestamp();
  }

  /**
   * Returns the value of the {@code Peeker-Signature} header.
   *
   * @return the signature, {@code v1=…}
   */
  public String signature() {
    return event.signature();
  }

  /**
   * Returns the request body.
   *
   * @return the body as JSON
   */
  public String body() {
    return event.body();
  }

  /**
   * Returns the HTTP status of the receiver's response.
   *
   * @return the status, or empty if the receiver did not respond
   */
  public OptionalInt status() {
    return status;
  }

  /**
   * Returns the reason for a missing response.
   *
   * @return the reason, or empty if the receiver responded
   */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Returns whether the receiver accepted the event.
   *
   * @return true if it responded with a status from 200 to 299
   */
  public boolean accepted() {
    return status.isPresent() && status.getAsInt() / 100 == 2;
  }

  /** Returns a string for logging, without the body. */
  @Override
  public String toString() {
    return "Delivery[" + eventId() + ", " + type() + ", " + url + ", status=" + status + "]";
  }
}
