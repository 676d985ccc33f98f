package ai.peeker.partner.testing;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a {@link LocalPeeker} to deliver a webhook. Nothing in it is secret.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Delivery {
  private final String eventId;
  private final String type;
  private final URI url;
  private final long timestamp;
  private final String signature;
  private final String body;
  private final OptionalInt status;
  private final Optional<String> failure;

  Delivery(
      String eventId,
      String type,
      URI url,
      long timestamp,
      String signature,
      String body,
      OptionalInt status,
      Optional<String> failure) {
    this.eventId = eventId;
    this.type = type;
    this.url = url;
    this.timestamp = timestamp;
    this.signature = signature;
    this.body = body;
    this.status = status;
    this.failure = failure;
  }

  /**
   * The event's id, also sent as {@code Peeker-Event-Id}.
   *
   * @return the event's id, also sent as {@code Peeker-Event-Id}
   */
  public String eventId() {
    return eventId;
  }

  /**
   * The event's type, such as {@code order.in_progress}.
   *
   * @return the event's type, such as {@code order.in_progress}
   */
  public String type() {
    return type;
  }

  /**
   * Where it was sent.
   *
   * @return where it was sent
   */
  public URI url() {
    return url;
  }

  /**
   * The {@code Peeker-Timestamp} sent, in Unix seconds.
   *
   * @return the {@code Peeker-Timestamp} sent, in Unix seconds
   */
  public long timestamp() {
    return timestamp;
  }

  /**
   * The {@code Peeker-Signature} sent.
   *
   * @return the {@code Peeker-Signature} sent
   */
  public String signature() {
    return signature;
  }

  /**
   * The JSON text sent.
   *
   * @return the JSON text sent
   */
  public String body() {
    return body;
  }

  /**
   * The HTTP status answered, or empty if there was no answer.
   *
   * @return the HTTP status answered, or empty if there was no answer
   */
  public OptionalInt status() {
    return status;
  }

  /**
   * Why there was no answer, or empty if there was one.
   *
   * @return why there was no answer, or empty if there was one
   */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Tells whether the receiver took the event.
   *
   * @return true if it answered with a status from 200 to 299
   */
  public boolean accepted() {
    return status.isPresent() && status.getAsInt() / 100 == 2;
  }

  /** For people. */
  @Override
  public String toString() {
    return "Delivery[" + eventId + ", " + type + ", " + url + ", status=" + status + "]";
  }
}
