package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt to deliver an event, or the note that the event was not sent.
 *
 * @param number from 1 on; 0 if the event was not sent
 * @param time the time of the account
 */
public record Attempt(Event event, int number, Instant time, Message message, Outcome outcome) {
  public Optional<URI> url() {
    return Optional.ofNullable(message.url());
  }

  public Map<String, List<String>> headers() {
    return message.headers();
  }

  public String body() {
    return message.body();
  }

  public OptionalInt status() {
    return outcome.status();
  }

  public Optional<String> failure() {
    return outcome.failure();
  }

  /** Returns whether the receiver accepted the event. */
  public boolean accepted() {
    return outcome.accepted();
  }

  /** Returns a string for messages, without URL, headers and body. */
  public String summary() {
    String result = status().isPresent() ? "status " + status().getAsInt() : failure().orElse("");
    String prefix = number == 0 ? "" : "attempt " + number + ": ";
    return event.summary() + " (" + prefix + result + ")";
  }
}
