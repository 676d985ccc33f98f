package ai.peeker.partner.testing;

import ai.peeker.partner.model.JsonModel;
import ai.peeker.partner.testing.internal.check.Arguments;
import ai.peeker.partner.testing.internal.http.Json;
import ai.peeker.partner.testing.internal.webhook.ScriptedShape;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scripts how events that {@link Webhooks#next} or {@link Webhooks#every} chose are sent. The
 * methods can be combined:
 *
 * <pre>{@code
 * peeker.webhooks().next(1).property("type", "order.paused").property("data.color", "blue");
 * peeker.webhooks().next(1).signedWith("old-secret", peeker.webhooks().secret()).times(2);
 * }</pre>
 *
 * <p>Unless a method says otherwise, the changed event is signed correctly.
 *
 * <p>Safe for use by several threads.
 */
public final class EventShape {
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]");

  private final ScriptedShape script;

  EventShape(ScriptedShape script) {
    this.script = script;
  }

  /**
   * Sets a property of the body: an odd value, an unknown property, or another type of event.
   *
   * @param path the names from the outermost on, separated by dots, such as {@code data.status};
   *     objects on the way that do not exist are added
   * @param value a plain JSON value: a string, number, boolean, list or map, a {@code JsonModel},
   *     or null
   * @return this script
   */
  public EventShape property(String path, @Nullable Object value) {
    List<String> names = names(path);
    var json = Json.tree(JsonModel.of(value));
    script.change(shape -> shape.property(names, json));
    return this;
  }

  /**
   * Removes a property of the body.
   *
   * @param path as for {@link #property}
   * @return this script
   */
  public EventShape withoutProperty(String path) {
    List<String> names = names(path);
    script.change(shape -> shape.property(names, MissingNode.getInstance()));
    return this;
  }

  /**
   * Replaces the body, also by something that is not JSON.
   *
   * @param change receives the body and returns the body to send
   * @return this script
   */
  public EventShape body(UnaryOperator<String> change) {
    Arguments.requireNonNull(change, "change");
    script.change(shape -> shape.changeBody(change));
    return this;
  }

  /**
   * Sets a header, after the event was signed.
   *
   * @param name the name, such as {@code Peeker-Signature}
   * @param values the values, each of which is sent as a header of its own; none to remove the
   *     header
   * @return this script
   * @throws IllegalArgumentException if the name is not a header name or a value has a line break
   */
  public EventShape header(String name, String... values) {
    if (!HEADER_NAME.matcher(Arguments.requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException("name is not the name of a header: " + name);
    }
    List<String> all = List.of(values);
    if (all.stream().anyMatch(value -> LINE_BREAK.matcher(value).find())) {
      throw new IllegalArgumentException("values of " + name + " must not have line breaks");
    }
    script.change(shape -> shape.header(name, all));
    return this;
  }

  /**
   * Sets the time at which the event claims to have been signed, such as a time that is too old.
   *
   * @param signedAt the time, for {@code Peeker-Timestamp}
   * @return this script
   */
  public EventShape timestamp(Instant signedAt) {
    long seconds = Arguments.requireNonNull(signedAt, "signedAt").getEpochSecond();
    script.change(shape -> shape.timestamp(seconds));
    return this;
  }

  /**
   * Signs the event with other secrets: a wrong one, or two as during a rotation. The signatures
   * are separated by commas.
   *
   * @param secrets the secrets, not blank, in the order of their signatures
   * @return this script
   * @throws IllegalArgumentException if there is no secret, or a blank one
   */
  public EventShape signedWith(String... secrets) {
    Arguments.requireAtLeast(secrets.length, 1, "number of secrets");
    List<String> all = List.of(secrets);
    all.forEach(secret -> Arguments.requireNonBlank(secret, "secret"));
    script.change(shape -> shape.secrets(all));
    return this;
  }

  /**
   * Sends the event several times, with the same id.
   *
   * @param times how often, 1 or more
   * @return this script
   * @throws IllegalArgumentException if the number is out of range
   */
  public EventShape times(int times) {
    Arguments.requireAtLeast(times, 1, "times");
    script.change(shape -> shape.copies(times));
    return this;
  }

  /**
   * Sends the event later, when {@link LocalClock} has moved this far.
   *
   * @param delay the delay, 0 or more
   * @return this script
   * @throws IllegalArgumentException if the delay is negative
   */
  public EventShape delay(Duration delay) {
    Webhooks.requireNotNegative(delay, "delay");
    script.change(shape -> shape.delay(delay));
    return this;
  }

  /**
   * Keeps the event until {@link Webhooks#release} sends it, so that a test chooses the order.
   *
   * @return this script
   */
  public EventShape hold() {
    script.change(shape -> shape.hold());
    return this;
  }

  /**
   * Never sends the event. The log has it as not sent.
   *
   * @return this script
   */
  public EventShape drop() {
    script.change(shape -> shape.drop());
    return this;
  }

  private static List<String> names(String path) {
    List<String> names = List.of(Arguments.requireNonBlank(path, "path").split("\\.", -1));
    if (names.contains("")) {
      throw new IllegalArgumentException(
          "path must be names separated by dots, such as data.status: " + path);
    }
    return names;
  }

  /** Returns a string for logging. */
  @Override
  public String toString() {
    return "EventShape[]";
  }
}
