package ai.peeker.partner.testing;

import ai.peeker.partner.testing.internal.webhook.Attempt;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a {@link LocalPeeker} to deliver a webhook, or the note that an event was not
 * sent. It contains no secret.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Delivery {
  private final Attempt attempt;

  Delivery(Attempt attempt) {
    this.attempt = attempt;
  }

  /**
   * Returns the event's id before any scripted change, usually sent as {@code Peeker-Event-Id}.
   *
   * @return the event id, {@code evt_…}
   */
  public String eventId() {
    return attempt.event().id();
  }

  /**
   * Returns the event's type before any scripted change.
   *
   * @return the type, such as {@code order.in_progress}
   */
  public String type() {
    return attempt.event().type().value();
  }

  /**
   * Returns the id of the record that the event reports, such as an order.
   *
   * @return the {@code id} in the data of the event; empty if it has none
   */
  public String recordId() {
    return attempt.event().recordId();
  }

  /**
   * Returns the number of this attempt to deliver the event.
   *
   * @return the number, from 1 on; 0 if the event was not sent
   */
  public int attempt() {
    return attempt.number();
  }

  /**
   * Returns the time of the attempt on {@link LocalClock}.
   *
   * @return the time
   */
  public Instant time() {
    return attempt.time();
  }

  /**
   * Returns the URL the event was sent to.
   *
   * @return the URL of the receiver; empty if the event was not sent
   */
  public Optional<URI> url() {
    return attempt.url();
  }

  /**
   * Returns the headers of the request.
   *
   * @return the values by name, in the order sent; empty if the event was not sent
   */
  public Map<String, List<String>> headers() {
    return attempt.headers();
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the header's name, in any letter case
   * @return the value, or empty if the header was not sent
   */
  public Optional<String> header(String name) {
    return headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .findFirst()
        .map(header -> header.getValue().get(0));
  }

  /**
   * Returns the request body.
   *
   * @return the body as JSON
   */
  public String body() {
    return attempt.body();
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
   * Returns the reason for a missing response, or for not sending the event.
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
    return attempt.accepted();
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
    return "Delivery[" + eventId() + ", " + attempt.summary() + "]";
  }
}
