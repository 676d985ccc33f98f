package ai.peeker.partner.testing.internal.webhook;

import ai.peeker.partner.testing.internal.account.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes of an event and of the way it is sent.
 *
 * @param changes the changes of the message, in the order they are made
 * @param copies how often the event is sent, 1 or more
 * @param delay the time on the clock before it is sent
 * @param held true if it waits to be released
 * @param dropped true if it is never sent
 */
public record Shape(
    List<Consumer<Draft>> changes, int copies, Duration delay, boolean held, boolean dropped) {
  static final Shape PLAIN = new Shape(List.of(), 1, Duration.ZERO, false, false);

  public Shape changeBody(UnaryOperator<String> change) {
    return with(draft -> draft.changeBody(change));
  }

  public Shape property(List<String> path, JsonNode value) {
    return with(draft -> draft.property(path, value));
  }

  public Shape timestamp(long seconds) {
    return with(draft -> draft.timestamp(seconds));
  }

  public Shape secrets(List<String> secrets) {
    return with(draft -> draft.secrets(secrets));
  }

  public Shape header(String name, List<String> values) {
    return with(draft -> draft.header(name, values));
  }

  public Shape copies(int number) {
    return new Shape(changes, number, delay, held, dropped);
  }

  public Shape delay(Duration duration) {
    return new Shape(changes, copies, duration, held, dropped);
  }

  public Shape hold() {
    return new Shape(changes, copies, delay, true, dropped);
  }

  public Shape drop() {
    return new Shape(changes, copies, delay, held, true);
  }

  /** Writes and signs the message of an event. */
  Message message(Event event, URI url, Instant signedAt, String secret) {
    Draft draft = new Draft(event, signedAt, secret);
    changes.forEach(change -> change.accept(draft));
    return draft.message(url);
  }

  private Shape with(Consumer<Draft> change) {
    List<Consumer<Draft>> all = new ArrayList<>(changes);
    all.add(change);
    return new Shape(List.copyOf(all), copies, delay, held, dropped);
  }
}
